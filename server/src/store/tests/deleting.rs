//! A deleted text is in neither the database's file nor later copies of it.

use super::*;
use std::path::PathBuf;

/// Short, so that most of its repetitions lie whole in one of the pages that SQLite cuts a long text into.
const SECRET: &str = "xq7-treasure-under-the-oak-xq7";

/// Text around the secret, so that it is stored in one page, or in pages of its own.
fn around(secret: &str, times: usize) -> String {
    format!("{secret} ").repeat(times)
}

impl Place {
    pub(super) fn target(message: &Message) -> Target {
        Target {
            message: message.id,
            room: None,
        }
    }

    pub(super) async fn edits(&self, message: &Message, body: String) {
        let edited = self
            .store
            .edit(self.ada, Self::target(message), body, Vec::new());
        edited.await.expect("edited");
    }

    async fn deletes(&self, message: &Message) {
        let deleted = self.store.delete(self.ada, Self::target(message));
        deleted.await.expect("deleted");
    }

    async fn drafts(&self, body: String, at: i64) {
        let draft = Draft {
            room: self.everyone,
            body,
            edited_at: Timestamp(at),
            ..Draft::default()
        };
        let kept = self.store.keep_draft(self.ada, draft);
        kept.await.expect("kept");
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("test.sqlite3")
    }

    /// A consistent copy of the database as it is now.
    async fn backup(&self, name: &str) -> Vec<u8> {
        let copy = self.folder.path().join(name);
        let options = SqliteConnectOptions::new().filename(self.file());
        let mut connection = sqlx::ConnectOptions::connect(&options).await.expect("open");
        sqlx::query("VACUUM INTO ?")
            .bind(copy.to_str().expect("a path"))
            .execute(&mut connection)
            .await
            .expect("a backup");
        // The last connection to close moves the write-ahead log into the file. That must be the store's.
        sqlx::Connection::close(connection).await.expect("closed");
        std::fs::read(copy).expect("the copy")
    }
}

fn occurrences(bytes: &[u8], text: &str) -> usize {
    let text = text.as_bytes();
    bytes
        .windows(text.len())
        .filter(|part| *part == text)
        .count()
}

#[tokio::test]
async fn a_deleted_text_is_in_neither_the_file_nor_a_backup() {
    let place = Place::new(64).await;
    let mut secrets = Vec::new();
    for number in 0..60 {
        place
            .says(&format!("Said before {number} ").repeat(1 + number))
            .await;
        // From a few bytes to several pages, edited shorter and longer, begun as a draft and sent.
        let body = around(SECRET, 1 + number * number / 4);
        place.drafts(body.clone(), number as i64 * 2).await;
        let said = place.says(&body).await;
        place.drafts(String::new(), number as i64 * 2 + 1).await;
        if number % 2 == 0 {
            place.edits(&said, around(SECRET, 1 + number % 7)).await;
            place.edits(&said, around(SECRET, 30 + number * 3)).await;
            place.edits(&said, "Nothing to see".to_owned()).await;
        }
        secrets.push(said);
    }
    let backup = place.backup("before.sqlite3").await;
    assert!(occurrences(&backup, SECRET) > 1_000, "it is there at first");

    for secret in &secrets {
        place.deletes(secret).await;
    }
    let backup = place.backup("after.sqlite3").await;
    assert_eq!(occurrences(&backup, SECRET), 0, "in a backup");
    // Closing moves what the write-ahead log holds into the file.
    place.store.close().await;
    let file = std::fs::read(place.file()).expect("the file");
    assert_eq!(occurrences(&file, SECRET), 0, "in the file");
    assert_eq!(
        occurrences(&file, "Said before 59 "),
        60,
        "others are there"
    );
}
