"""From bytes to values: headers, dates, addresses, bodies, attachments, thread ids."""
