//! One e-mail address in several spellings.

use crate::support::{Person, TestServer, is_problem, knock, open_database};
use serde_json::{Value, json};
use std::net::SocketAddr;

const SPELLINGS: [&str; 5] = [
    "ana@exämple.org",
    "ANA@EXÄMPLE.ORG",
    "ana@exa\u{308}mple.org",
    "Ana@xn--exmple-cua.org",
    "ANA@exämple。org",
];

/// Makes the workspace, and returns the path by which people join.
async fn invitation(server: &TestServer) -> String {
    server.ada().await.join_path().await
}

fn form(email: &str, password: &str) -> Value {
    json!({ "name": "Ana", "email": email, "password": password })
}

/// Signs in, and returns the id of the person; `None` if it is refused.
async fn sign_in(address: SocketAddr, email: &str, password: &str) -> Option<Value> {
    let answer = knock(address, "/api/session", &form(email, password)).await;
    if answer.status() == 201 {
        let user: Value = answer.json().await.expect("a user");
        return Some(user["id"].clone());
    }
    assert_eq!(answer.status(), 401);
    None
}

#[tokio::test]
async fn all_spellings_of_an_address_are_one_account() {
    let server = TestServer::start().await;
    let join = invitation(&server).await;
    let address = server.address;
    let ana = Person::enter(address, &join, &form(SPELLINGS[0], "correct horse")).await;
    assert_eq!(ana.user.email, SPELLINGS[0]);
    for spelling in SPELLINGS {
        let again = knock(address, &join, &form(spelling, "battery staple")).await;
        is_problem(again, 409, "email_taken").await;
        let user = sign_in(address, spelling, "correct horse").await;
        assert_eq!(user, Some(json!(ana.user.id)), "{spelling}");
    }
    let other = knock(address, &join, &form("ana@example.org", "battery staple")).await;
    assert_eq!(other.status(), 201);
}

#[tokio::test]
async fn accounts_from_before_that_share_an_address_are_told_apart_by_spelling() {
    let server = TestServer::start().await;
    let join = invitation(&server).await;
    let mut people = Vec::new();
    for number in 0..3 {
        let email = format!("ana{number}@example.org");
        let form = form(&email, &format!("horse of {number}"));
        people.push(Person::enter(server.address, &join, &form).await.user.id);
    }
    let ids = people.clone();
    let server = server
        .restart_after(async |data| {
            let mut database = open_database(data).await;
            // As before addresses had keys.
            for (id, spelling) in ids.iter().zip(SPELLINGS) {
                sqlx::query("UPDATE people SET email = ?, email_key = NULL WHERE id = ?")
                    .bind(spelling)
                    .bind(id.0)
                    .execute(&mut database)
                    .await
                    .expect("spelled");
            }
        })
        .await;
    // And once more, with some keys filled in.
    let server = server.restart().await;
    let address = server.address;
    for (number, (id, spelling)) in people.iter().zip(SPELLINGS).enumerate() {
        for password in 0..3 {
            let user = sign_in(address, spelling, &format!("horse of {password}")).await;
            let expected = (password == number).then(|| json!(id));
            assert_eq!(user, expected, "{spelling} {password}");
        }
    }
    // A spelling that no account has belongs to the first account.
    let user = sign_in(address, SPELLINGS[3], "horse of 0").await;
    assert_eq!(user, Some(json!(people[0])));
    for spelling in SPELLINGS {
        let again = knock(address, &join, &form(spelling, "battery staple")).await;
        assert_eq!(again.status(), 409, "{spelling}");
    }
}
