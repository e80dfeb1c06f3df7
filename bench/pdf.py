"""CPU of a PDF of two pages with 25 names, ours and WeasyPrint's, on the same content in one run.

The two take turns, each time on a document that neither has seen; medians are compared. Goal: at most 1/5.
WeasyPrint writes PDF/UA-1 from a page with the same words, fonts and table; it cannot write both standards.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from html import escape
from pathlib import Path

import fontpkg_source_sans_3
import fontpkg_source_serif_4
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from undersigned.publishing.akomantoso import form as akomantoso
from undersigned.publishing.document import Document
from undersigned.publishing.pdf import form as pdf

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from tests.builders import ENGLISH, a_document

ROUNDS = 15
GOAL = 5


def a_new_document(number: int, names: int = 25) -> Document:
    """A fictional declaration whose text and number nobody has set before."""
    text = replace(ENGLISH, clauses=(*ENGLISH.clauses, f"This was said for the {number}th time."))
    return a_document(
        signatories=names, texts={"en": text}, number=number, doc_number=number, slug=str(number)
    )


def ours(document: Document) -> bytes:
    """PDF/A-3a and PDF/UA-1, without the attachment, which the other has not."""
    return pdf.render(document, "en")


def as_html(document: Document) -> str:
    """The same words for WeasyPrint, in the same fonts and sizes."""
    text = document.texts["en"]
    rows = "".join(
        f"<tr><td class=n>{one.order}<td><b>{escape(one.name.family)}</b> {escape(one.name.given or '')}"
        f"<td class=s>{escape(one.country or '')}<td class=s>{escape(one.group or '')}"
        for one in document.signatories
    )
    legend = "".join(
        f"<dt>{escape(entry.code['en'])}<dd>{escape(entry.name['en'])}" for entry in document.legend
    )
    return f"""<!doctype html><html lang=en><title>{escape(text.title)}</title><style>
@page {{ size: A4; margin: 28mm 31mm 25mm;
@bottom-right {{ content: "Page " counter(page) " of " counter(pages) }} }}
body {{ font: 11.5pt/1.5 "Source Serif 4"; hyphens: auto; text-align: justify }}
h1 {{ font: 600 23pt/1.1 "Source Serif 4" }} h2, h3, .s, .n, dl {{ font-family: "Source Sans 3" }}
table {{ width: 100%; border-collapse: collapse; break-before: page; text-align: left }}
td {{ border-bottom: .4pt solid #ccc; padding: 1.5mm 0; font-size: 10.5pt }} dl {{ font-size: 8.5pt }}
tr {{ break-inside: avoid }}</style>
<p class=s>Fictional. The assembly, the countries, the people and the events are invented.
<p class=s>Doc. {document.doc_number} · {document.dated_as_written}<h1>{escape(text.title)}</h1>
<h2>Written declaration No. {document.number}</h2><p><i>{escape(text.disclaimer or "")}</i>
<p>{escape(text.opening or "")}{"".join(f"<p>{escape(clause)}" for clause in text.clauses)}
<p><i>Signed (see overleaf)</i><table><thead><tr><th>No.<th>Name<th>Delegation<th>Group<tbody>{rows}
<tfoot><tr><td colspan=4>Total = {document.total}</table><h3>Groups</h3><dl>{legend}</dl>
<h2>About this document</h2><dl><dt>Text<dd>{text.digest()}<dt>List<dd>{document.list_digest()}</dl>"""


def static_faces(folder: Path) -> str:
    """Our fonts as static cuts of Latin, and a style sheet for them.

    Variable fonts would cost WeasyPrint five times as much; this is the harder race for us.
    """
    faces = []
    for package in (fontpkg_source_serif_4, fontpkg_source_sans_3):
        for file in sorted((package.ROOT / "files").glob("*.ttf")):
            style = "italic" if "Italic" in file.name else "normal"
            for weight in (400,) if style == "italic" else (400, 600):
                cut = folder / f"{file.stem}-{weight}.ttf"
                cut_out(file, weight, cut)
                faces.append(
                    f"@font-face{{font-family:'{package.FAMILY}';font-style:{style};"
                    f"font-weight:{weight};src:url('{cut.as_uri()}')}}"
                )
    return "".join(faces)


def cut_out(file: Path, weight: int, cut: Path) -> None:
    """One static weight of a variable font, Latin letters only."""
    font = TTFont(file)
    latin = Subsetter()
    latin.populate(unicodes=[*range(0x20, 0x250), *range(0x1E00, 0x1F00), *range(0x2000, 0x2070)])
    latin.subset(font)
    place = {"wght": weight, "opsz": 12}
    instantiateVariableFont(font, {axis.axisTag: place[axis.axisTag] for axis in font["fvar"].axes}).save(cut)


def weasyprint_or_none(folder: Path) -> Callable[[Document], bytes] | None:
    """WeasyPrint, or nothing where it or Pango is missing."""
    try:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
    except (ImportError, OSError) as missing:
        print(f"WeasyPrint cannot run here ({missing}); Debian: libpango-1.0-0 libpangoft2-1.0-0")
        return None
    fonts = FontConfiguration()
    faces = weasyprint.CSS(string=static_faces(folder), font_config=fonts)

    def theirs(document: Document) -> bytes:
        page = weasyprint.HTML(string=as_html(document))
        written = page.write_pdf(stylesheets=[faces], font_config=fonts, pdf_variant="pdf/ua-1")
        if written is None:
            raise RuntimeError("WeasyPrint wrote nothing")
        return bytes(written)

    return theirs


def cpu(make: Callable[[Document], bytes], document: Document) -> float:
    """Milliseconds of CPU for one document."""
    began = time.process_time()
    make(document)
    return 1000 * (time.process_time() - began)


def main() -> None:
    """Print the medians and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        compare(weasyprint_or_none(Path(folder)))


def compare(theirs: Callable[[Document], bytes] | None) -> None:
    """Take turns, and print."""
    took: dict[str, list[float]] = {"ours": [], "theirs": []}
    for number in range(ROUNDS + 2):
        document = a_new_document(number)
        took["ours"].append(cpu(ours, document))
        if theirs:
            took["theirs"].append(cpu(theirs, document))
    own = statistics.median(took["ours"][2:])
    print(
        f"Undersigned (PDF/A-3a + PDF/UA-1, 25 names): {own:6.1f} ms CPU, "
        f"{len(ours(a_new_document(0)))} bytes"
    )
    if theirs:
        other = statistics.median(took["theirs"][2:])
        print(f"WeasyPrint  (PDF/UA-1 alone, same words):    {other:6.1f} ms CPU")
        print(f"ratio {own / other:.3f} = 1/{other / own:.1f} (goal: at most 1/{GOAL})")
    akomantoso.render(a_new_document(0), "en")  # loads the schema once
    with_source = cpu(
        lambda one: pdf.render(one, "en", attachment=akomantoso.render(one, "en")), a_new_document(ROUNDS + 2)
    )
    print(f"with Akoma Ntoso made, checked and attached: {with_source:6.1f} ms CPU")
    print(f"1 000 names:                                 {cpu(ours, a_new_document(1, 1000)):6.1f} ms CPU")


if __name__ == "__main__":
    main()
