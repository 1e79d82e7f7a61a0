//! Density of the lists on this device, as the attribute `data-density` of the page, which the style sheets read.

/// Script that sets the attribute before the first paint, and when another tab changes the choice. The choice is stored
/// under the key `density`: `comfortable` or `compact`.
pub(crate) const SCRIPT: &str = r#"(() => {
  const apply = () => {
    let density;
    try { density = localStorage["hubbub:density"]; } catch {}
    document.documentElement.dataset.density = density ?? "comfortable";
  };
  apply();
  addEventListener("storage", apply);
})();"#;
