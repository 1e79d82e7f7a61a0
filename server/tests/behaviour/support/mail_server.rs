//! A small mail server, which keeps what it is sent.

use super::PATIENCE;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    time::timeout,
};

/// A mail as it arrived.
#[derive(Debug)]
pub(crate) struct ReceivedMail {
    /// The recipient of the envelope.
    pub(crate) to: String,
    headers: String,
    /// With soft line breaks joined and the encoding undone.
    pub(crate) text: String,
}

impl ReceivedMail {
    /// Returns the value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let prefix = format!("{name}: ");
        let mut lines = self.headers.lines();
        lines.find_map(|line| line.strip_prefix(&prefix))
    }

    /// Returns the path of the first link that begins with a path.
    pub(crate) fn path(&self, origin: &str, prefix: &str) -> String {
        let start = format!("{origin}{prefix}");
        let found = self
            .text
            .split_whitespace()
            .find(|it| it.starts_with(&start));
        let link = found.unwrap_or_else(|| panic!("no link to {start} in {}", self.text));
        link[origin.len()..].to_owned()
    }
}

/// A mail server on this machine.
pub(crate) struct MailServer {
    pub(crate) url: String,
    received: UnboundedReceiver<ReceivedMail>,
    /// How many mails it refuses for now.
    refuses: Arc<AtomicUsize>,
}

impl MailServer {
    pub(crate) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (sender, received) = unbounded_channel();
        let refuses = Arc::new(AtomicUsize::new(0));
        let refused = Arc::clone(&refuses);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, sender.clone(), Arc::clone(&refused)));
            }
        });
        Self {
            url: format!("smtp://{address}"),
            received,
            refuses,
        }
    }

    /// Refuses the next mails for now.
    pub(crate) fn refuse(&self, mails: usize) {
        self.refuses.store(mails, Ordering::SeqCst);
    }

    /// Returns whether all refusals have happened.
    pub(crate) fn has_refused(&self) -> bool {
        self.refuses.load(Ordering::SeqCst) == 0
    }

    /// Waits for the next mail.
    pub(crate) async fn receives(&mut self) -> ReceivedMail {
        let received = timeout(PATIENCE, self.received.recv()).await;
        received.expect("a mail in time").expect("it is open")
    }
}

async fn serve(
    stream: TcpStream,
    sender: UnboundedSender<ReceivedMail>,
    refuses: Arc<AtomicUsize>,
) {
    let mut stream = BufReader::new(stream);
    let mut to = String::new();
    let mut answer = "220 test\r\n";
    loop {
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
        let Some(line) = line(&mut stream).await else {
            return;
        };
        let command = line.to_ascii_uppercase();
        answer = "250 OK\r\n";
        if let Some(recipient) = command.strip_prefix("RCPT TO:<") {
            let length = recipient.find('>').expect("an address");
            to = line["RCPT TO:<".len()..][..length].to_owned();
        } else if command.starts_with("MAIL") && refuse(&refuses) {
            answer = "451 Try again later\r\n";
        } else if command == "DATA" {
            let _ = stream.write_all(b"354 Go on\r\n").await;
            let mail = read(&mut stream, std::mem::take(&mut to)).await;
            let _ = sender.send(mail);
        } else if command == "QUIT" {
            answer = "221 Bye\r\n";
        }
    }
}

fn refuse(refuses: &AtomicUsize) -> bool {
    let less = |left: usize| left.checked_sub(1);
    refuses
        .fetch_update(Ordering::SeqCst, Ordering::SeqCst, less)
        .is_ok()
}

async fn line(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = String::new();
    let read = stream.read_line(&mut line).await.ok()?;
    (read > 0).then(|| line.trim_end().to_owned())
}

async fn read(stream: &mut BufReader<TcpStream>, to: String) -> ReceivedMail {
    let mut lines = Vec::new();
    while let Some(line) = line(stream).await
        && line != "."
    {
        lines.push(line.strip_prefix('.').map(str::to_owned).unwrap_or(line));
    }
    let whole = lines.join("\n");
    let (headers, body) = whole.split_once("\n\n").expect("a body");
    // A folded header is one line.
    let headers = headers.replace("\n ", " ");
    let encoding = headers
        .lines()
        .find_map(|line| line.strip_prefix("Content-Transfer-Encoding: "));
    let text = match encoding {
        Some("quoted-printable") => unquoted(body),
        Some("base64") => {
            let bytes = STANDARD.decode(body.replace('\n', "")).expect("base64");
            String::from_utf8(bytes).expect("UTF-8")
        }
        _ => body.to_owned(),
    };
    ReceivedMail { to, headers, text }
}

/// Undoes quoted-printable.
fn unquoted(body: &str) -> String {
    let joined = body.replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'=');
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}
