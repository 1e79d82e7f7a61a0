//! An existing database is indexed in the background.

use crate::support::{TestPerson, eventually, open_database, workspace};

/// Waits until all messages are indexed.
async fn is_indexed(person: &TestPerson) {
    let indexed = async || (!person.searches("tea").await.indexing).then_some(());
    eventually("all messages are indexed", indexed).await;
}

/// Makes the index that of an older version.
const OLDER: &str = "UPDATE message_index_state SET version = 0";

#[tokio::test]
async fn an_existing_database_is_indexed_while_people_chat() {
    let (server, room, [ada, grace]) = workspace().await;
    let mut client = ada.connect().await;
    for number in 0..450 {
        client.sends(room, &format!("tea {number}")).await;
    }
    let edited = ada.says(room, "coffee first").await;
    let deleted = ada.says(room, "cocoa first").await;
    ada.sends_file(room, "quarterly.txt", "x").await;
    drop(client);
    let server = server.restart_with(OLDER).await;
    let (ada, grace) = (ada.at(server.address), grace.at(server.address));
    // While it goes on.
    ada.says(room, "water now").await;
    ada.edits(&edited, "milk then").await;
    ada.deletes(&deleted).await;
    assert_eq!(grace.finds("water").await, ["water now"]);
    is_indexed(&grace).await;
    for (query, expected) in [
        ("milk", &["milk then"][..]),
        ("coffee", &[]),
        ("cocoa", &[]),
        ("water", &["water now"]),
        ("\"tea 0\"", &["tea 0"]),
        ("\"tea 449\"", &["tea 449"]),
        ("quarterly", &[""]),
    ] {
        assert_eq!(grace.finds(query).await, expected, "{query}");
    }
    // Each message is in the index once, so that its deletion leaves nothing.
    let mut database = open_database(server.data()).await;
    let check = "INSERT INTO message_index (message_index) VALUES ('integrity-check')";
    sqlx::query(check)
        .execute(&mut database)
        .await
        .expect("a sound index");
}

#[tokio::test]
async fn an_interrupted_indexing_goes_on_at_the_next_start() {
    let (server, room, [ada]) = workspace().await;
    let mut client = ada.connect().await;
    for number in 0..450 {
        client.sends(room, &format!("tea {number}")).await;
    }
    drop(client);
    let server = server.restart_with(OLDER).await.restart().await;
    let ada = ada.at(server.address);
    is_indexed(&ada).await;
    for number in [0, 100, 200, 300, 449] {
        let body = format!("tea {number}");
        assert_eq!(ada.finds(&format!("\"{body}\"")).await, [body]);
    }
    let server = server.restart().await;
    let ada = ada.at(server.address);
    assert!(!ada.searches("tea").await.indexing);
}
