"""Mail from mailboxes on other servers: how they are spoken to, how their mail is fetched, who keeps them open."""
