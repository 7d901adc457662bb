//! A reader of XML for label files: elements and text, without attributes and namespaces.

const MAX_DEPTH: usize = 32;
const MAX_ELEMENTS: usize = 1_000_000;

/// An element with its text and the elements in it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) children: Vec<Element>,
}

impl Element {
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Returns the text of the element at a path of names.
    pub(crate) fn text_at(&self, path: &[&str]) -> Option<&str> {
        let found = path
            .iter()
            .try_fold(self, |element, name| element.child(name))?;
        Some(found.text.trim())
    }
}

/// Reads a document; the error says what is wrong.
pub(crate) fn parse(document: &str) -> Result<Element, String> {
    let mut reader = XmlReader {
        rest: document.trim_start_matches('\u{feff}'),
        open: Vec::new(),
        count: 0,
    };
    loop {
        if let Some(root) = reader.step()? {
            return Ok(root);
        }
    }
}

struct XmlReader<'a> {
    rest: &'a str,
    /// The elements that have begun, from the root.
    open: Vec<Element>,
    count: usize,
}

impl XmlReader<'_> {
    /// Reads one piece; returns the root element once it has ended.
    fn step(&mut self) -> Result<Option<Element>, String> {
        let Some((text, rest)) = self.rest.split_once('<') else {
            return Err("it ends inside an element".to_owned());
        };
        if let Some(element) = self.open.last_mut() {
            element.text.push_str(&unescape(text));
        }
        if let Some(rest) = rest.strip_prefix("!--") {
            self.rest = after(rest, "-->")?.1;
        } else if let Some(rest) = rest.strip_prefix("![CDATA[") {
            let (text, rest) = after(rest, "]]>")?;
            if let Some(element) = self.open.last_mut() {
                element.text.push_str(text);
            }
            self.rest = rest;
        } else if rest.starts_with("!DOCTYPE") {
            return Err("it has a document type, which is not allowed".to_owned());
        } else if let Some(rest) = rest.strip_prefix('?') {
            self.rest = after(rest, "?>")?.1;
        } else {
            let (tag, rest) = after(rest, ">")?;
            self.rest = rest;
            return self.tag(tag);
        }
        Ok(None)
    }

    fn tag(&mut self, tag: &str) -> Result<Option<Element>, String> {
        if let Some(name) = tag.strip_prefix('/') {
            return self.end(name.trim());
        }
        let (tag, is_empty) = match tag.strip_suffix('/') {
            Some(tag) => (tag, true),
            None => (tag, false),
        };
        let name = tag.split_whitespace().next().unwrap_or_default();
        self.count += 1;
        if name.is_empty() || self.open.len() >= MAX_DEPTH || self.count > MAX_ELEMENTS {
            return Err("it has an element without a name, or too many elements".to_owned());
        }
        self.open.push(Element {
            name: name.to_owned(),
            ..Element::default()
        });
        if is_empty { self.end(name) } else { Ok(None) }
    }

    fn end(&mut self, name: &str) -> Result<Option<Element>, String> {
        let ended = self.open.pop().filter(|element| element.name == name);
        let element = ended.ok_or_else(|| format!("</{name}> ends no element"))?;
        match self.open.last_mut() {
            Some(parent) => {
                parent.children.push(element);
                Ok(None)
            }
            None => Ok(Some(element)),
        }
    }
}

fn after<'a>(text: &'a str, end: &str) -> Result<(&'a str, &'a str), String> {
    text.split_once(end)
        .ok_or_else(|| format!("{end} is missing"))
}

fn unescape(text: &str) -> String {
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ];
    entities
        .iter()
        .fold(text.to_owned(), |text, (entity, character)| {
            text.replace(entity, character)
        })
}

/// Returns a text as it is written in an element.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn elements_and_their_texts_are_read() {
        let text = "\u{feff}<?xml version=\"1.0\"?><!-- c --><a x=\"1\"> <b>1 &lt; 2 &amp;amp;</b>\
                    <c/><b><![CDATA[<x>]]></b></a>";
        let root = parse(text).unwrap();
        assert_eq!(root.name, "a");
        assert_eq!(root.text_at(&["b"]), Some("1 < 2 &amp;"));
        assert_eq!(root.children[2].text, "<x>");
        assert_eq!(root.text_at(&["c"]), Some(""));
        assert_eq!(root.text_at(&["d"]), None);
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        let deep = "<a>".repeat(MAX_DEPTH + 1);
        for text in [
            "",
            "text",
            "<a>",
            "<a></b>",
            "</a>",
            "<a><b></a></b>",
            "<>",
            "<a",
            "<!-- ",
            "<!DOCTYPE a><a/>",
            &deep,
        ] {
            parse(text).unwrap_err();
        }
    }
}
