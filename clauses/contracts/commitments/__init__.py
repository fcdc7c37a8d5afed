"""Who owes which hours: holder, joint contractors, subcontractors."""
