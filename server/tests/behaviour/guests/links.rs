//! Links that let guests join.

use crate::support::{TestPerson, knock, newcomer, workspace};
use reqwest::Method;
use serde_json::{Value, json};

const LINKS: &str = "/api/guest-invitations";

async fn links(administrator: &TestPerson) -> Vec<Value> {
    administrator.get_as(LINKS).await
}

#[tokio::test]
async fn a_banned_guest_cannot_join_again_by_their_link() {
    let (_server, _, [ada]) = workspace().await;
    let tea = ada.closed_room("Tea").await;
    let coffee = ada.closed_room("Coffee").await;
    let barbara = ada.invites_guest("Barbara", &[tea]).await;
    let edsger = ada.invites_guest("Edsger", &[tea]).await;
    ada.guest_path(&[coffee]).await;
    assert_eq!(links(&ada).await.len(), 3);
    // The administrator may leave the links as they are.
    let ban = format!("/api/people/{}/ban", edsger.user.id);
    let keep = json!({ "rotate_join_code": false });
    assert_eq!(ada.put(&ban, &keep).await, 204);
    assert_eq!(links(&ada).await.len(), 3);
    assert_eq!(ada.bans(&barbara).await, 204);
    assert_eq!(links(&ada).await.len(), 1);
}

#[tokio::test]
async fn the_guest_links_of_a_demoted_administrator_end() {
    let (_server, everyone, [ada, grace]) = workspace().await;
    let code = ada.get_json("/api/workspace").await["join_code"].clone();
    ada.makes_administrator(&grace).await;
    // A promotion revokes no link.
    assert_eq!(ada.get_json("/api/workspace").await["join_code"], code);
    for maker in [&ada, &grace] {
        maker.guest_path(&[everyone]).await;
    }
    let member = json!({ "role": "member", "rotate_join_code": false });
    assert_eq!(ada.sets_role(&grace, &member).await, 204);
    let links = links(&ada).await;
    assert_eq!(links.len(), 1);
    assert_eq!(links[0]["made_by"], json!(ada.user.id));
    assert_eq!(ada.get_json("/api/workspace").await["join_code"], code);
    let guest = json!({ "role": "guest" });
    assert_eq!(ada.sets_role(&grace, &guest).await, 204);
    assert_ne!(ada.get_json("/api/workspace").await["join_code"], code);
}

#[tokio::test]
async fn a_guest_link_leads_only_into_rooms_of_its_administrator() {
    let (_server, _, [ada, grace]) = workspace().await;
    let hers = grace.closed_room("Hers").await;
    let refused = ada.tries_to_invite_guests(&[hers]).await;
    assert_eq!(refused.status(), 404);
    let refused = ada.tries_to_invite_guests(&[]).await;
    assert_eq!(refused.status(), 422);
}

#[tokio::test]
async fn an_administrator_lists_and_revokes_guest_links() {
    let (server, everyone, [ada, grace]) = workspace().await;
    let tea = ada.closed_room("Tea").await;
    let join = ada.guest_path(&[everyone, tea]).await;
    let made = links(&ada).await.remove(0);
    assert_eq!(made["rooms"].as_array().expect("rooms").len(), 2);
    assert_eq!(made["made_by"], json!(ada.user.id));
    assert_eq!((&made["uses"], &made["used_at"]), (&json!(0), &Value::Null));
    let code = join.trim_start_matches("/api/join/");
    assert!(!made.to_string().contains(code));

    let barbara = TestPerson::enter(server.address, &join, &newcomer("Barbara")).await;
    let used = links(&ada).await.remove(0);
    assert_eq!(used["uses"], json!(1));
    assert!(used["used_at"].is_string());

    let id = used["id"].as_str().expect("an id");
    let link = format!("{LINKS}/{id}");
    for other in [&grace, &barbara] {
        assert_eq!(other.status(LINKS).await, 403);
        assert_eq!(other.send(Method::DELETE, &link).await, 403);
    }
    assert_eq!(ada.send(Method::DELETE, &link).await, 204);
    assert_eq!(ada.send(Method::DELETE, &link).await, 404);
    assert_eq!(ada.get_json(LINKS).await, json!([]));
    let late = knock(server.address, &join, &newcomer("Margaret")).await;
    assert_eq!(late.status(), 404);
    // Guests who joined stay.
    assert_eq!(barbara.rooms().await.len(), 2);
}
