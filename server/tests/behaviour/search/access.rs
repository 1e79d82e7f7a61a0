//! A search finds only what the person may see now.

use crate::support::{TestServer, workspace};
use reqwest::Method;

#[tokio::test]
async fn only_members_of_a_room_find_its_messages() {
    let (server, _, [ada, grace, linus]) = workspace().await;
    let plans = ada.closed_room_with("Plans", &[&grace]).await;
    ada.says(plans, "The treasure is under the oak").await;
    assert_eq!(grace.finds("treasure").await.len(), 1);
    assert_eq!(linus.finds("treasure").await, [""; 0]);
    let stranger = server.visit("/api/search?q=treasure").await;
    assert_eq!(stranger.status(), 401);

    ada.remove(plans, &grace).await;
    assert_eq!(grace.finds("treasure").await, [""; 0]);
    ada.add(plans, &grace).await;
    assert_eq!(grace.finds("treasure").await.len(), 1);
    assert_eq!(ada.remove(plans, &ada).await, 204);
    assert_eq!(ada.finds("treasure").await, [""; 0]);
}

#[tokio::test]
async fn an_open_room_is_searched_by_those_who_are_in_it() {
    let (_server, _, [ada, grace]) = workspace().await;
    let room = ada.open_room("Garden").await;
    ada.says(room, "The roses are in bloom").await;
    assert_eq!(grace.finds("roses").await.len(), 1);
    assert_eq!(grace.remove(room, &grace).await, 204);
    assert_eq!(grace.finds("roses").await, [""; 0]);
    assert_eq!(grace.add(room, &grace).await, 204);
    assert_eq!(grace.finds("roses").await.len(), 1);
}

#[tokio::test]
async fn a_guest_finds_what_is_in_their_rooms() {
    let (_server, everyone, [ada]) = workspace().await;
    let (project, other) = (
        ada.closed_room("Project").await,
        ada.closed_room("Other").await,
    );
    ada.says(everyone, "A budget for everyone").await;
    ada.says(project, "The budget of the project").await;
    ada.says(other, "Another budget").await;
    let guest = ada.invites_guest("Gast", &[project]).await;
    assert_eq!(guest.finds("budget").await, ["The budget of the project"]);
    // Nor does the guest learn that there are such rooms.
    let page = guest.searches("budget in:Other").await;
    assert_eq!((page.results.len(), page.problems.len()), (0, 1));
}

#[tokio::test]
async fn a_direct_room_is_for_its_people() {
    let (_server, _, [ada, grace, linus]) = workspace().await;
    let direct = ada.direct_room(&[&grace]).await;
    ada.says(direct.id, "A surprise for Linus").await;
    assert_eq!(grace.finds("surprise").await.len(), 1);
    assert_eq!(ada.finds("surprise in:@grace").await.len(), 1);
    assert_eq!(linus.finds("surprise").await, [""; 0]);
    let page = grace.searches("surprise").await;
    let room = &page.results[0].room;
    assert_eq!((room.name.as_deref(), room.people.len()), (None, 2));
}

#[tokio::test]
async fn a_person_who_sees_little_finds_common_words_in_it() {
    let (_server, everyone, [ada]) = workspace().await;
    let project = ada.closed_room("Project").await;
    ada.says(project, "tea with the guest").await;
    for number in 0..60 {
        ada.says(everyone, &format!("tea number {number}")).await;
    }
    let guest = ada.invites_guest("Gast", &[project]).await;
    assert_eq!(guest.finds("tea").await, ["tea with the guest"]);
    assert_eq!(guest.finds("number").await, [""; 0]);
}

#[tokio::test]
async fn a_deleted_room_is_not_searched() {
    let (_server, everyone, [ada, grace]) = workspace().await;
    let room = ada.closed_room_with("Plans", &[&grace]).await;
    ada.says(room, "The treasure is under the oak").await;
    ada.says(everyone, "Treasure hunters").await;
    let path = format!("/api/rooms/{room}");
    assert!(ada.send(Method::DELETE, &path).await.is_success());
    for person in [&ada, &grace] {
        assert_eq!(person.finds("treasure").await, ["Treasure hunters"]);
    }
}

#[tokio::test]
async fn a_flood_of_searches_waits_like_other_requests() {
    let server = TestServer::start_limited(|tuning| {
        tuning.rate = 1;
        tuning.burst = 3;
        tuning.requests_waiting = 1;
    })
    .await;
    let ada = server.ada().await;
    let searches = (0..8).map(|_| ada.asks_search("tea", &[]));
    let answers = futures::future::join_all(searches).await;
    let refused = answers
        .iter()
        .filter(|answer| answer.status() == 429)
        .count();
    assert!(refused > 0 && refused < 8, "{refused} of 8 refused");
}
