//! The devices on which people have signed in.

use super::*;

#[tokio::test]
async fn the_known_devices_of_a_person_are_bounded_and_their_own() {
    let place = Place::new(64).await;
    let (ada, devices) = (place.ada, (1..=30).map(|number| [number; 32]));
    let mut known = 0;
    for device in devices.clone() {
        let remembered = place.store.remember_device(ada, device).await;
        remembered.expect("remembered");
    }
    let stranger = UserId(Uuid::now_v7());
    for device in devices {
        let knows = place.store.knows_device(ada, device).await;
        known += usize::from(knows.expect("an answer"));
        let knows = place.store.knows_device(stranger, device).await;
        assert!(!knows.expect("an answer"));
    }
    assert_eq!(known, 20);
}
