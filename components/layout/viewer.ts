/** The signed-in person, as far as the page's frame needs to know. */
export type Viewer = {
  name: string;
  email: string;
  role: string;
  /** For the sign-out form. */
  csrfToken: string;
};
