"""The links sent to an organisation and the devices it trusts, for those who may end them."""
