//! The type of the clouds table: the clouds that have ModelArts, and where.

/// A cloud.
#[derive(Debug)]
pub struct Cloud {
    /// The name, as its operator writes it.
    pub name: &'static str,
    /// The end of its host names.
    pub domain: &'static str,
    /// The form in which its clients sign requests, a value of the setting `signature`.
    pub signature: &'static str,
    /// The regions with ModelArts.
    pub regions: &'static [&'static str],
    /// The regions without it, as far as anything is known.
    pub without: &'static [&'static str],
    /// Endpoints of ModelArts that are not at the usual address, by region.
    pub endpoints: &'static [(&'static str, &'static str)],
}
