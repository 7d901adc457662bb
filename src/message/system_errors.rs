//! Error texts of the system and of libraries: in Chinese where they are known, else in quotes.

use super::Message;

/// The known errors about files, processes, connections and JSON.
const KNOWN: &[&str] = &[
    translatable!("Address already in use"),
    translatable!("Bad file descriptor"),
    translatable!("Broken pipe"),
    translatable!("Cannot allocate memory"),
    translatable!("Cannot assign requested address"),
    translatable!("Connection refused"),
    translatable!("Connection reset by peer"),
    translatable!("Connection timed out"),
    translatable!("File name too long"),
    translatable!("Input/output error"),
    translatable!("Invalid argument"),
    translatable!("Is a directory"),
    translatable!("Name or service not known"),
    translatable!("Network is unreachable"),
    translatable!("No address associated with hostname"),
    translatable!("No route to host"),
    translatable!("No space left on device"),
    translatable!("No such file or directory"),
    translatable!("Not a directory"),
    translatable!("Operation not permitted"),
    translatable!("Permission denied"),
    translatable!("Read-only file system"),
    translatable!("Resource temporarily unavailable"),
    translatable!("Socket is not connected"),
    translatable!("Temporary failure in name resolution"),
    translatable!("Too many levels of symbolic links"),
    translatable!("Too many open files"),
    translatable!("Too many open files in system"),
    translatable!("Transport endpoint is not connected"),
    translatable!("EOF while parsing a list"),
    translatable!("EOF while parsing a string"),
    translatable!("EOF while parsing a value"),
    translatable!("EOF while parsing an object"),
    translatable!("expected `,` or `]`"),
    translatable!("expected `:`"),
    translatable!("expected value"),
    translatable!("expected ident"),
    translatable!("invalid escape"),
    translatable!("invalid number"),
    translatable!("invalid unicode code point"),
    translatable!("key must be a string"),
    translatable!("lone leading surrogate in hex escape"),
    translatable!("number out of range"),
    translatable!("recursion limit exceeded"),
    translatable!("trailing characters"),
    translatable!("trailing comma"),
    translatable!("unexpected end of hex escape"),
    translatable!("control character (\\u0000-\\u001F) found while parsing a string"),
    translatable!("missing destination host"),
    translatable!("proxy response headers too long"),
    translatable!("credentials not accepted"),
    translatable!("general server failure"),
    translatable!("connection not allowed"),
    translatable!("network unreachable"),
    translatable!("host unreachable"),
    translatable!("connection refused"),
    translatable!("ttl expired"),
    translatable!("command not supported"),
    translatable!("address type not supported"),
    translatable!("server does not support user/pass authentication"),
    translatable!("server failed to execute command"),
    translatable!("failed parsing server response"),
    translatable!("invalid gzip header"),
    translatable!("corrupt deflate stream"),
    translatable!("corrupt gzip stream does not have a matching checksum"),
    translatable!("deflate decompression error"),
    translatable!("connection closed before message completed"),
    translatable!("connection error"),
    translatable!("end of file before message length reached"),
    translatable!("error reading a body from connection"),
    translatable!("invalid HTTP header parsed"),
    translatable!("invalid HTTP version parsed"),
    translatable!("invalid HTTP status-code parsed"),
    translatable!("message head is too large"),
    translatable!("operation timed out"),
    translatable!("peer closed connection without sending TLS close_notify"),
    translatable!("proxy authorization required"),
    translatable!("tls handshake eof"),
    translatable!("unexpected EOF during chunk size line"),
    translatable!("unexpected end of file"),
    translatable!("unsuccessful"),
];

/// Returns the message of an English error text of the system or a library.
#[must_use]
pub fn translate_system_error(text: &str) -> Message {
    let numbered = text
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once(" (os error "));
    if let Some((error, code)) = numbered {
        let error = translate_system_error(error);
        return message!("{error} (os error {code})", error, code);
    }
    if text == "expected `,` or `}`" {
        return message!("expected `,` or `{brace}`", brace = '}');
    }
    if let Some(reason) = text.strip_prefix("failed to lookup address information: ") {
        let reason = translate_system_error(reason);
        return message!("failed to lookup address information: {reason}", reason);
    }
    if let Some(reason) = text.strip_prefix("tunnel error: ") {
        let reason = translate_system_error(reason);
        return message!("tunnel error: {reason}", reason);
    }
    if let Some(reason) = text.strip_prefix("SOCKS error: ") {
        let reason = translate_system_error(reason);
        return message!("SOCKS error: {reason}", reason);
    }
    match KNOWN.iter().find(|known| **known == text) {
        Some(known) => Message::translatable(known),
        None => Message::bilingual(text.to_owned(), format!("“{text}”")),
    }
}

#[cfg(test)]
mod tests {
    use super::translate_system_error;
    use crate::language::Language;

    #[test]
    fn known_errors_are_in_chinese_and_others_in_quotes() {
        for (text, chinese) in [
            (
                "Connection refused (os error 111)",
                "连接被拒绝（系统错误 111）",
            ),
            (
                "something else (os error 7)",
                "“something else”（系统错误 7）",
            ),
            ("something else", "“something else”"),
        ] {
            let message = translate_system_error(text);
            assert_eq!(message, text);
            assert_eq!(message.text(Language::Zh), chinese);
        }
    }
}
