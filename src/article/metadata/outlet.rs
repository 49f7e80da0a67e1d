//! Who published the article: its address against the table of outlets, or a phrase of the page that names it.

use super::address;
use crate::lexicon::Lexicon;

/// The outlet of an address: the table's name for its host, else the host made readable.
pub fn of_address(url: &str, lexicon: &Lexicon) -> Option<String> {
    known_address(url, lexicon).or_else(|| readable(&address::host(url)?))
}

/// The table's name for the host of an address.
pub fn known_address(url: &str, lexicon: &Lexicon) -> Option<String> {
    let host = address::host(url)?;
    lexicon.layout.outlets.of_host(&host).map(str::to_owned)
}

/// "merrow-courier.example.org" is "Merrow Courier": the first part that is not a mere section, in words.
fn readable(host: &str) -> Option<String> {
    const SECTIONS: [&str; 6] = ["news", "m", "en", "edition", "amp", "mobile"];
    let labels: Vec<&str> = host.split('.').collect();
    let domain = labels.get(..labels.len().checked_sub(1)?)?;
    let own = domain
        .iter()
        .find(|label| !SECTIONS.contains(label))
        .or(domain.first())?;
    let words: Vec<String> = own.split(['-', '_']).map(capitalised).collect();
    let name = words.join(" ");
    name.contains(char::is_alphabetic).then_some(name)
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_host_gives_the_name_in_print() {
        let lexicon = Lexicon::standard();
        assert_eq!(
            of_address("https://edition.cnn.com/a", &lexicon).as_deref(),
            Some("CNN")
        );
        assert_eq!(
            of_address("http://www.bbc.co.uk/news", &lexicon).as_deref(),
            Some("BBC")
        );
    }

    #[test]
    fn an_unknown_host_is_made_readable() {
        let lexicon = Lexicon::default();
        assert_eq!(
            of_address("https://www.merrow-courier.org/a", &lexicon).as_deref(),
            Some("Merrow Courier")
        );
        assert_eq!(
            of_address("https://news.merrow.org/a", &lexicon).as_deref(),
            Some("Merrow")
        );
        assert_eq!(of_address("https://localhost/a", &lexicon), None);
        assert_eq!(of_address("http://127.0.0.1:8080/a", &lexicon), None);
    }
}
