"""The labels of countries and groups on a list, in each language, as of the day of the list.

1. The list's own words are never replaced: they are the label of its language.
2. Another language's label is the one its own version prints, else the one the assembly printed on that
   day.
3. What the assembly is not known to have called anything gets no label: forms fall back to the list's
   words.
4. A name counts where its delegation sat as a member on that day; an observer or a partner appears and does
   not count; where the day or the place is not known, it is not known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from undersigned.declaring.assemblies.assembly import AssemblyError, delegation_on, group_on, label
from undersigned.declaring.declaration import Declaration, Signatory
from undersigned.declaring.questions.legend import legend_groups
from undersigned.publishing.document import LegendEntry, SignatoryLine
from undersigned.publishing.preparing.versions import same_names
from undersigned.wording.words import LANGUAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The assembly and day that labels are taken from, and the version whose list is published."""

    assembly: str | None
    day: date | None
    listed: Declaration
    others: Sequence[Declaration] = ()

    def lines(self) -> tuple[SignatoryLine, ...]:
        """The published list with its labels in every language."""
        aligned = [declaration for declaration in self.others if same_names(declaration, self.listed)]
        return tuple(
            self._line(signatory, {other.language: other.signatories[position] for other in aligned})
            for position, signatory in enumerate(self.listed.signatories)
        )

    def legend(self) -> tuple[LegendEntry, ...]:
        """The printed legend, else that of the day, with the other languages' codes and names."""
        printed = self.listed.legend
        if printed:
            return tuple(self._entry(line.code, line.name) for line in printed)
        codes = dict.fromkeys(signatory.group for signatory in self.listed.signatories if signatory.group)
        if self.assembly is None or self.day is None:
            return ()
        try:
            groups = legend_groups(self.assembly, codes, self.listed.language, self.day)
        except AssemblyError:
            return ()
        return tuple(LegendEntry(code=dict(group.code), name=dict(group.name)) for group in groups)

    def _line(self, signatory: Signatory, printed: Mapping[str, Signatory]) -> SignatoryLine:
        countries = {language: other.country for language, other in printed.items()}
        groups = {language: other.group for language, other in printed.items()}
        return SignatoryLine(
            order=signatory.order,
            name=signatory.name,
            country=signatory.country,
            place=signatory.place,
            country_labels=self._labels(signatory.country, countries, self._country(signatory)),
            group=signatory.group,
            group_labels=self._labels(signatory.group, groups, self._group(signatory.group)),
            counts=self._counts(signatory),
        )

    def _labels(
        self, own: str | None, printed: Mapping[str, str | None], known: Mapping[str, str | None]
    ) -> Mapping[str, str]:
        """Labels by language: the list's own, the other versions', else the assembly's of the day."""
        if own is None:
            return {}
        wanted = {**known, **{language: words for language, words in printed.items() if words}}
        wanted[self.listed.language] = own
        return {language: wanted[language] for language in sorted(wanted) if wanted[language]}  # type: ignore[misc] # the condition leaves no None

    def _country(self, signatory: Signatory) -> Mapping[str, str | None]:
        if self.assembly is None or self.day is None or signatory.place is None:
            return {}
        return {language: label(self.assembly, signatory.place, language, self.day) for language in LANGUAGES}

    def _group(self, code: str | None) -> Mapping[str, str | None]:
        if self.assembly is None or self.day is None or code is None:
            return {}
        group = group_on(self.assembly, code, self.listed.language, self.day)
        return dict(group.code) if group else {}

    def _entry(self, code: str, name: str) -> LegendEntry:
        """A printed line of the legend; in other languages the assembly's words of that day."""
        language = self.listed.language
        known = None
        if self.assembly and self.day:
            known = group_on(self.assembly, code, language, self.day)
        codes, names = (dict(known.code), dict(known.name)) if known else ({}, {})
        for other in self.others:
            for line in other.legend or ():
                if codes.get(other.language) == line.code:
                    names[other.language] = line.name
        return LegendEntry(code={**codes, language: code}, name={**names, language: name})

    def _counts(self, signatory: Signatory) -> bool | None:
        if self.assembly is None or self.day is None or signatory.place is None:
            return None
        seat = delegation_on(self.assembly, signatory.place, self.listed.language, self.day)
        return seat.kind == "member" if seat else None
