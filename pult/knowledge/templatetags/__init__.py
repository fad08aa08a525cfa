"""What the templates of knowledge need beside the components."""
