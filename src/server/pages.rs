//! A list, page by page.

/// How many lines a page has.
const ON_A_PAGE: usize = 50;

/// Which page of a list is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The number of the page, from 1.
    pub(super) page: usize,
    /// How many there are, 1 at least.
    pub(super) pages: usize,
}

impl Place {
    /// The page that is asked for, of a list of so many lines; the nearest where there is none of this number.
    pub(super) fn of(asked: &str, lines: usize) -> Self {
        let pages = lines.div_ceil(ON_A_PAGE).max(1);
        let page = asked.parse().unwrap_or(1).clamp(1, pages);
        Self { page, pages }
    }

    /// The lines of the page.
    pub(super) fn lines<T>(self, lines: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
        lines.skip((self.page - 1) * ON_A_PAGE).take(ON_A_PAGE)
    }

    /// The page with the way to its neighbours; `to` gives the address of a page.
    pub(super) fn with_neighbours(self, to: impl Fn(&str) -> String) -> Pages {
        let Self { page, pages } = self;
        let to = |number: usize| match (1..=pages).contains(&number) {
            true => to(&number.to_string()),
            false => String::new(),
        };
        Pages {
            page,
            pages,
            previous: to(page - 1),
            next: to(page + 1),
        }
    }
}

/// A page with the addresses of its neighbours, empty where there is none: for the template `pages.html`.
pub(super) struct Pages {
    pub(super) page: usize,
    pub(super) pages: usize,
    pub(super) previous: String,
    pub(super) next: String,
}
