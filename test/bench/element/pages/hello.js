import { css, html, LitElement } from 'lit';

/** The least that one makes with Lit: it has a style, a property, and a button. */
class HelloWorld extends LitElement {
  static properties = { count: { type: Number } };
  static styles = css`
    button {
      padding: 1rem;
    }
  `;

  constructor() {
    super();
    this.count = 0;
  }

  render() {
    return html`<p>Hello, world</p>
      <button @click=${() => (this.count += 1)}>${this.count}</button>`;
  }
}

customElements.define('hello-world', HelloWorld);
