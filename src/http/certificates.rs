//! The certificates to trust, from the files and folders that a user names.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use crate::error::Error;
use crate::file::{self, Interrupted, Unreadable};
use crate::message::{Message, Separator};
use crate::process::is_exhausted;

/// The files of a bundle have at most so many bytes together.
const MAX_BYTES: usize = 10 * 1024 * 1024;
/// The largest number of entries of a folder that are read.
const MAX_ENTRIES: usize = 10_000;
const ENDINGS: [&str; 3] = ["pem", "crt", "cer"];
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Certificates to trust instead of the platform's.
#[derive(Debug, Clone)]
pub struct CaBundle {
    /// The file or folder that they are from.
    pub path: PathBuf,
    pub(super) roots: Arc<RootCertStore>,
    /// Why there are none.
    pub(super) problem: Option<Message>,
}

impl CaBundle {
    /// Returns one that is not read, for a client that trusts every certificate.
    #[must_use]
    pub fn unread(path: PathBuf) -> Self {
        Self {
            path,
            roots: Arc::new(RootCertStore::empty()),
            problem: None,
        }
    }

    /// Reads the certificates at some places, each with the setting or variable that names it. If there
    /// are none, the bundle is empty and verifies nothing.
    ///
    /// # Errors
    /// [`Error::Config`] if there is no descriptor or no memory left to read them.
    pub fn read(
        places: &[(PathBuf, Message)],
        interrupted: Interrupted<'_>,
    ) -> Result<Self, Error> {
        let mut reader = CertificateReader::new(interrupted);
        let mut first = None;
        let mut problems = Vec::new();
        for (path, named_by) in places {
            let before = reader.roots.len();
            reader.hint = None;
            let problem = match reader.read(path) {
                Ok(()) if reader.roots.len() > before => {
                    first.get_or_insert(path);
                    continue;
                }
                Ok(()) => message!("holds no certificate that can be read"),
                Err(Unreadable::Other(error)) if is_exhausted(&error) => {
                    return Err(Error::exhausted(&error.to_string()));
                }
                Err(error) => error.message(),
            };
            problems.push(message!(
                "{file}, which {named_by} names, {problem}{hint}",
                file = &**path,
                named_by,
                problem,
                hint = reader.hint.take()
            ));
        }
        let path = first.or(places.first().map(|(path, _)| path));
        Ok(Self {
            path: path.cloned().unwrap_or_default(),
            problem: reader
                .roots
                .is_empty()
                .then(|| Message::list(problems, Separator::Semicolon)),
            roots: Arc::new(reader.roots),
        })
    }

    /// Returns the bundle unless it is empty.
    ///
    /// # Errors
    /// [`Error::Config`] with the reason of each place.
    pub fn required(self) -> Result<Self, Error> {
        match self.problem {
            None => Ok(self),
            Some(problem) => Err(Error::Config(message!(
                "{problem}; name a PEM file with the certificates to trust, or a folder of such files \
                 (5ed36f99.0, as openssl rehash names them, or else *.pem, *.crt and *.cer)",
                problem
            ))),
        }
    }
}

struct CertificateReader<'a> {
    roots: RootCertStore,
    /// How many bytes may still be read.
    left: usize,
    interrupted: Interrupted<'a>,
    /// Why the last file has no certificates.
    hint: Option<Message>,
}

impl<'a> CertificateReader<'a> {
    fn new(interrupted: Interrupted<'a>) -> Self {
        Self {
            roots: RootCertStore::empty(),
            left: MAX_BYTES,
            interrupted,
            hint: None,
        }
    }

    /// Reads a file, or the files in a folder.
    fn read(&mut self, path: &Path) -> Result<(), Unreadable> {
        if !path.is_dir() {
            return self.read_file(path);
        }
        let files = files_in(path).map_err(Unreadable::Other)?;
        if files.is_empty() {
            self.hint = Some(message!(" (none of its files is named as one)"));
        }
        for file in files {
            match self.read_file(&file) {
                Ok(()) | Err(Unreadable::Missing | Unreadable::Folder) => {}
                Err(error @ (Unreadable::Interrupted | Unreadable::TooLarge(_))) => {
                    return Err(error);
                }
                Err(Unreadable::Other(error)) if is_exhausted(&error) => {
                    return Err(Unreadable::Other(error));
                }
                Err(error) => {
                    let problem = error.message();
                    self.hint = Some(message!(" ({file} {problem})", file = &*file, problem));
                }
            }
        }
        Ok(())
    }

    fn read_file(&mut self, path: &Path) -> Result<(), Unreadable> {
        let bytes = match file::read(path, self.left, self.interrupted) {
            Err(Unreadable::TooLarge(_)) => return Err(Unreadable::TooLarge(MAX_BYTES)),
            read => read?,
        };
        self.left = self.left.saturating_sub(bytes.len());
        let (added, _) = self.roots.add_parsable_certificates(certificates(&bytes));
        if added == 0 {
            self.hint = is_instead(&bytes).map(|what| message!(" ({what})", what));
        }
        Ok(())
    }
}

/// Returns the files of a folder: those named by a hash, as OpenSSL requires, or else those whose
/// names end like that of a certificate.
fn files_in(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut hashed = Vec::new();
    let mut others = Vec::new();
    for entry in std::fs::read_dir(folder)?.take(MAX_ENTRIES) {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if is_hash(&name) {
            hashed.push(path);
        } else if let Some(ending) = path.extension()
            && ENDINGS
                .iter()
                .any(|known| ending.eq_ignore_ascii_case(known))
        {
            others.push(path);
        }
    }
    let mut files = if hashed.is_empty() { others } else { hashed };
    files.sort();
    Ok(files)
}

/// Returns whether a name is like `5ed36f99.0`.
fn is_hash(name: &str) -> bool {
    name.split_once('.').is_some_and(|(hash, number)| {
        hash.len() == 8
            && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
            && !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Returns the certificates in a file: in PEM, with whatever is around them, or one in DER.
fn certificates(bytes: &[u8]) -> Vec<CertificateDer<'static>> {
    let pem = normal_pem(bytes);
    let found = CertificateDer::pem_slice_iter(pem.as_bytes());
    let found: Vec<_> = found.filter_map(Result::ok).collect();
    if found.is_empty() && is_der(bytes) {
        return vec![CertificateDer::from(bytes.to_vec())];
    }
    found
}

fn is_der(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x30, 0x82])
}

/// Returns a file without what editors leave in it: blanks at the ends of lines, line ends of any kind, and
/// a byte order mark.
fn normal_pem(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let lines = text.trim_start_matches(BYTE_ORDER_MARK).split(['\n', '\r']);
    lines.map(|line| line.trim().to_owned() + "\n").collect()
}

/// Says what a file without certificates is instead, and how to get them out of it.
fn is_instead(bytes: &[u8]) -> Option<Message> {
    let contains = |text: &str| {
        let text = text.as_bytes();
        bytes.windows(text.len()).any(|window| window == text)
    };
    Some(if bytes.is_empty() {
        message!("it is empty")
    } else if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        message!("it is UTF-16; save it as UTF-8 or as ASCII")
    } else if contains("BEGIN TRUSTED CERTIFICATE") {
        // What it says about trust, it may also say against it.
        message!(
            "it has certificates with settings of OpenSSL; remove these with: openssl x509 -in FILE -out NEW"
        )
    } else if contains("BEGIN PKCS7") || contains("BEGIN CMS") {
        message!("it is PKCS #7; convert it with: openssl pkcs7 -print_certs -in FILE -out NEW")
    } else if contains("PRIVATE KEY-----") {
        message!("it has a private key, which is not what to trust")
    } else if contains("BEGIN CERTIFICATE REQUEST") {
        message!("it has a request for a certificate, not a certificate")
    } else if contains("BEGIN CERTIFICATE") {
        message!("what it has between BEGIN CERTIFICATE and END CERTIFICATE is broken")
    } else if is_der(bytes) {
        message!(
            "it is DER, but no certificate; if it is PKCS #7 or PKCS #12, convert it with: openssl pkcs7 \
         -print_certs, or openssl pkcs12 -nokeys"
        )
    } else {
        return None;
    })
}

#[cfg(test)]
mod tests;
