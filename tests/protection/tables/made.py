"""Made-up microdata, counted in linked tables: for the attacked, and for the attacker."""

from itertools import combinations, product

from hypothesis import strategies as st

from openinnov.protection.tables import Cell, Dimension, Role, coordinates

#: Which dimensions are crossed in a table; in several tables they are linked.
VIEWS = [[(0, 1)], [(0, 1, 2)], [(0, 1), (0, 2)], [(0, 1), (1, 2), (0, 2)]]
_FEW = st.sampled_from([0, 0, 1, 1, 2, 3, 4, 5, 7, 12])


class Counted:
    """Tables that count people by the codes of their dimensions."""

    def __init__(self, people, views, *, grouped=False):
        self.people = people
        self._views = views
        self._groups = {"0": "few", "1": "few"} if grouped else {}

    @property
    def dimensions(self):
        """Return how the tables are broken down."""
        count = len(next(iter(self.people)))
        parents = [self._groups, *({} for _ in range(count - 1))]
        return [Dimension(str(i), partition=True, parents=parents[i]) for i in range(count)]

    def sums(self):
        """Return, by coordinates, the people that each cell of a table counts."""
        sums = {}
        for codes in self.people:
            for view in self._views:
                for kept in (each for n in range(len(view) + 1) for each in combinations(view, n)):
                    for place in self._places(codes, kept):
                        sums.setdefault(place, set()).add(codes)
        return sums

    def _places(self, codes, kept):
        named = [
            {codes[i], self._groups.get(codes[i], codes[i])} if i == 0 else {codes[i]} for i in kept
        ]
        for chosen in product(*named):
            yield coordinates({str(i): code for i, code in zip(kept, chosen, strict=True)})

    def number(self, names):
        """Return how many people a cell counts."""
        return sum(self.people[each] for each in names)

    def cells(self):
        """Return the cells of all tables, and those that nobody is shown."""
        sums = self.sums()
        shown = [Cell("table", place, self.number(names)) for place, names in sums.items()]
        inner = {
            coordinates({str(i): code for i, code in enumerate(codes)}): n
            for codes, n in self.people.items()
        }
        hidden = [Cell("table", place, n, Role.IMPLIED) for place, n in inner.items()]
        return shown + [cell for cell in hidden if cell.coordinates not in sums]

    def published(self, withheld):
        """Return what is published: for each cell whom it counts, and how many they are."""
        return [
            (names, None if place in withheld else self.number(names))
            for place, names in self.sums().items()
        ]


@st.composite
def counted(draw, *, largest=3):
    """Draw tables of two or three dimensions."""
    views = draw(st.sampled_from(VIEWS))
    count = 1 + max(i for view in views for i in view)
    sizes = [draw(st.integers(2, largest)) for _ in range(count)]
    codes = list(product(*([str(code) for code in range(size)] for size in sizes)))
    numbers = draw(st.lists(_FEW, min_size=len(codes), max_size=len(codes)))
    return Counted(dict(zip(codes, numbers, strict=True)), views, grouped=draw(st.booleans()))
