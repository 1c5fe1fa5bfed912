// Runs before anything is painted, so that a chosen theme does not flash.
{
  const THEMES = ["auto", "light", "dark"];
  const stored = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // Storage is off; the choice lasts as long as the page.
    }
  };
  const apply = (theme) => {
    document.documentElement.dataset.theme = THEMES.includes(theme) ? theme : "auto";
  };
  apply(stored());

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    const name = () => {
      const theme = document.documentElement.dataset.theme;
      button.textContent = theme[0].toUpperCase() + theme.slice(1);
      button.setAttribute("aria-label", `Theme: ${theme}`);
    };
    name();
    button.addEventListener("click", () => {
      const next = THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % THEMES.length];
      apply(next);
      name();
      try {
        localStorage.setItem("theme", next);
      } catch {
        // As above.
      }
    });
  });
}
