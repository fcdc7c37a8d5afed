"""The first bytes of what people send."""

from io import BytesIO

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(200)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
HEIC = b"\x00\x00\x00\x24ftypheic\x00\x00\x00\x00mif1" + bytes(50)


def stream(content: bytes = PDF) -> BytesIO:
    """A file on its way."""
    return BytesIO(content)
