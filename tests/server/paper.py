"""What a scanner gives back, for tests: a PDF with nothing on its pages."""

from io import BytesIO

import pikepdf


def a_pdf(pages: int = 1) -> bytes:
    """A PDF of so many A4 pages."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
    out = BytesIO()
    pdf.save(out, deterministic_id=True)  # else it holds the second in which it was made
    return out.getvalue()
