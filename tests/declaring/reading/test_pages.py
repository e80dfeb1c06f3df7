"""Pages of the site, saved as text and as HTML."""

from datetime import date

from tests.declaring.reading.invented import a_declaration, without_lines
from tests.declaring.reading.mutations import read_text

from undersigned.declaring.declaration import Declaration, Form
from undersigned.declaring.reading.reader import Reading, read, write

BODY = """<div class="q"><p>This written declaration commits only those who have signed it.</p></div>
<p>We, the undersigned, declare the following:</p>
<p>At least 12 people were held at the harbour on 3&nbsp;October 2026, 4 of whom were minors.</p>
<p>We call for the release of all of them, and for a report on the conduct of the guard.</p>"""
HEAD = "<p><b>Written declaration</b> No. 12 | Doc. 2041 | 09 October 2026</p>"
TITLE = "<h1>Mass arrests after the rally\n at Harbour Square</h1>"
OLDER = f"""<!DOCTYPE html><html><head><title>x</title></head><body><nav>Home</nav>
<div>See related documents</div>{HEAD}{TITLE}
<p>Signatories: <a>Mr Luc GARNIER, Northland, LIB</a> ; Ms Ingrid &Aring;KESDAL, Fjordland, PP</p>
{BODY}</body></html>"""
NEWER = f"""<html><body><script>x</script><header>Logo Assembly Logo Hemicycle</header>{TITLE}{HEAD}
<ul><li>Mr Luc GARNIER, Northland, LIB</li><li>Ms Ingrid ÅKESDAL, Fjordland, PP</li></ul>
{BODY}<footer>© Concord</footer></body></html>"""


def the_one(reading: Reading) -> Declaration:
    (declaration,) = reading.declarations
    return without_lines(declaration)


def codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings if not finding.ok]


def test_a_page_is_read_as_its_text_is() -> None:
    """By its lines, whatever its elements are called."""
    for html, form in ((OLDER, Form.SITE_OLDER), (NEWER, Form.SITE_NEWER)):
        reading = read(html.encode(), file="page.html")
        made = a_declaration(form)
        assert the_one(reading).canonical_text() == made.canonical_text()
        assert the_one(reading).signatories == made.signatories
        assert (the_one(reading).form, the_one(reading).disclaimer) == (form, made.disclaimer)
        assert codes(reading) == []


def test_a_page_may_declare_its_encoding() -> None:
    """Pages of those years do."""
    html = NEWER.replace("<body>", '<meta charset="iso-8859-1"><body>')
    assert the_one(read(html.encode("cp1252"), file="page.html")).signatories[1].name.family == "ÅKESDAL"


def test_a_page_that_was_cut_is_said() -> None:
    """An unclosed page may lack its end."""
    assert "declaring.file.whole" in codes(read(NEWER[:-40].encode(), file="page.html"))


def test_a_raised_figure_is_no_number() -> None:
    """`guard<sup>1</sup>` calls a note."""
    reading = read(NEWER.replace("guard.", "guard<sup>1</sup>.").encode(), file="page.html")
    assert the_one(reading).clauses[1].text.endswith("guard¹.")
    assert codes(reading) == ["declaring.text.note-calls"]


def test_a_strange_line_among_the_names_is_said() -> None:
    """And the names after it are read."""
    html = NEWER.replace("<li>Ms Ingrid", "<li>Lord broken</li><li>Ms Ingrid")
    reading = read(html.encode(), file="page.html")
    assert [row.name.family for row in the_one(reading).signatories] == ["GARNIER", "ÅKESDAL"]
    assert codes(reading) == ["declaring.row.parts"]


FRENCH = """Imprimer
Autres documents liés
Déclaration écrite No. 12 | Doc. 2041 | 09 octobre 2026

Le port : les arrestations

Signataires : M. Luc GARNIER, France, ADLE ; Mme Ann ÅKESDAL, "L'ex-République yougoslave de Macédoine", \
PPE/DC ; Alexander [The Earl of] DUNE, Royaume-Uni, CE ; M. Jean TREMBLE, Canada ; M. Paul ROI, Canada, ; \
Paolo GRIMO, Italie, NI

Publiée pour la première fois le 5 octobre 2026 avec 5 signatures

Nous, les soussignés, déclarons ce qui suit:

Les habitants du port ont été détenus.
"""


def test_a_french_page_is_read() -> None:
    """With a style, blank groups, a country in quotation marks, and a note on the first publication."""
    one = the_one(read_text(FRENCH))
    assert (one.form, one.language, one.assembly) == (Form.SITE_OLDER, "fr", "pace")
    assert [row.place for row in one.signatories] == ["FR", "MK", "GB", "CA", "CA", "IT"]
    assert [row.group for row in one.signatories] == ["ADLE", "PPE/DC", "CE", None, None, "NI"]
    assert one.signatories[2].name.style == "The Earl of"
    assert (one.edition.first_published_on, one.edition.first_signatories) == (date(2026, 10, 5), 5)
    assert codes(read_text(FRENCH)) == []


def test_a_list_may_be_wrapped_or_stand_on_lines() -> None:
    """As it is pasted from one browser or another."""
    made = a_declaration(Form.SITE_NEWER)
    names = "Mr Luc GARNIER, Northland, LIB ; Ms Ingrid ÅKESDAL, Fjordland, PP"
    for pasted in (
        "Signatories:\nMr Luc GARNIER, Northland, LIB\nMs Ingrid ÅKESDAL, Fjordland, PP",
        "Mr Luc GARNIER, Northland, LIB ;\n\nMs Ingrid ÅKESDAL, Fjordland, PP",
        "Mr Luc GARNIER, Northland, LIB ; Ms Ingrid\nÅKESDAL, Fjordland, PP",
        "Mr Luc GARNIER, Northland,\nLIB\n; Ms Ingrid ÅKESDAL, Fjordland, PP",
    ):
        reading = read_text(write(made).replace(names, pasted))
        assert (the_one(reading), codes(reading)) == (made, [])


def test_a_page_cut_in_its_list_has_no_text() -> None:
    """Its last row does not split."""
    text = write(a_declaration(Form.SITE_OLDER))
    found = codes(read_text(text[: text.index("KESDAL")]))
    assert {"declaring.text.clauses", "declaring.row.parts"} <= set(found)


def of_table(*rows: str) -> str:
    cells = (f"<tr><td>{'</td><td>'.join(row.split(', '))}</td></tr>" for row in rows)
    return f"<table>{''.join(cells)}</table>"


def test_a_list_in_a_table_is_a_list() -> None:
    """Its cells are the parts of a row; that no comma stands between is said."""
    names = "<ul><li>Mr Luc GARNIER, Northland, LIB</li><li>Ms Ingrid ÅKESDAL, Fjordland, PP</li></ul>"
    table = of_table("Mr Luc GARNIER, Northland, LIB", "Ms Ingrid ÅKESDAL, Fjordland, PP")
    reading = read(NEWER.replace(names, table).encode(), file="page.html")
    assert the_one(reading).signatories == the_one(read(NEWER.encode(), file="page.html")).signatories
    assert set(codes(reading)) == {"declaring.row.gaps"}


def test_a_table_that_lays_out_a_page_is_no_list() -> None:
    """Cells with blocks in them are blocks."""
    inside = NEWER[NEWER.index("<body>") + 6 : NEWER.index("</body>")]
    html = NEWER.replace(inside, f"<table><tr><td><p>Menu</p></td><td>{inside}</td></tr></table>")
    reading = read(html.encode(), file="page.html")
    assert the_one(reading) == the_one(read(NEWER.encode(), file="page.html"))
    assert codes(reading) == []


def test_two_breaks_are_a_blank_line() -> None:
    """Paragraphs may be made by them."""
    html = NEWER.replace("</p>\n<p>We call", "<br><br>We call")
    reading = read(html.encode(), file="page.html")
    assert len(the_one(reading).clauses) == 2
    assert codes(reading) == []


def test_parts_of_the_head_in_blocks_of_their_own_are_the_head() -> None:
    """With bars at their edges or none."""
    sound = the_one(read(NEWER.encode(), file="page.html"))
    for bar in ("| ", ""):
        head = (
            f"<div>Written declaration No. 12</div><div>{bar}Doc. 2041</div><div>{bar}09 October 2026</div>"
        )
        html = NEWER.replace(HEAD, f"{head}<p>Signatories:</p>")
        assert the_one(read(html.encode(), file="page.html")) == sound


def test_a_piece_of_a_page_is_a_page() -> None:
    """Saved from the middle of it, beginning with its heading."""
    piece = f"{TITLE}{HEAD}<p>Mr Luc GARNIER, Northland, LIB</p>{BODY}"
    assert the_one(read(piece.encode(), file="page.txt")).number == 12


def test_words_at_the_foot_of_a_page_are_never_taken_in_silence() -> None:
    """A sentence in another part of the page than the text is said; one in a `footer` is none of it."""
    foot = "The Assembly of the Concord has members of nine parliaments."
    flat = NEWER.replace("<footer>© Concord</footer>", f"<div><div>{foot}</div></div>")
    assert "declaring.page.place" in codes(read(flat.encode(), file="page.html"))
    reading = read(NEWER.replace("© Concord", foot).encode(), file="page.html")
    assert the_one(reading) == the_one(read(NEWER.encode(), file="page.html"))


def test_what_a_page_hides_is_left_out_and_said() -> None:
    """By the means of HTML: an attribute, a style, a closed dialog."""
    hidden = '<div hidden>one</div><p style="display: none">two</p><dialog>three<p hidden>four</p></dialog>'
    reading = read(NEWER.replace("<footer>", f"{hidden}<footer>").encode(), file="page.html")
    assert the_one(reading) == the_one(read(NEWER.encode(), file="page.html"))
    (finding,) = [f for f in reading.findings if not f.ok]
    assert (finding.code, finding.particulars["text"]) == (
        "declaring.page.hidden", "one / two / threefour",
    )  # fmt: skip
