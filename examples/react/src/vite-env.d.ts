interface ImportMetaEnv {
  readonly VITE_ENDPOINT?: string;
}
