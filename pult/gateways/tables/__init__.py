"""Customers and companies from tables and into them: CSV and XLSX."""
