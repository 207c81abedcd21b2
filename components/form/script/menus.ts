/** The menus of the page, open ones first to close: details elements that open without a script, too. */
const MENU = "details[data-menu]";

const menuOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLDetailsElement>(MENU) : null;

/** Closes every open menu, except the one that `target` is in: an open menu covers what is below it. */
export function closeMenusOutside(target: EventTarget | null): void {
  const inside = menuOf(target);
  for (const menu of document.querySelectorAll<HTMLDetailsElement>(`${MENU}[open]`)) {
    if (menu !== inside) menu.open = false;
  }
}

/** Closes the menu that has the focus, which goes back to what opened it. */
export function escapeMenu(target: EventTarget | null): void {
  const menu = menuOf(target);
  if (!menu?.open) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
}
