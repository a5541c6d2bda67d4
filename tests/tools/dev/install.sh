# shellcheck shell=bash
# `./dev install` and `./dev uninstall`. Sourced by ./dev.

MANIFEST=build/release/install_manifest.txt

user_manager_runs() { command -v systemctl >/dev/null && systemctl --user show-environment >/dev/null 2>&1; }

do_install() {
  export INSTALL_PREFIX=${PREFIX:-$HOME/.local}
  need_packages "${BUILD_PACKAGES[@]}"
  build release batond baton
  with_log "Installing under $INSTALL_PREFIX" build/install.log cmake --install build/release || die 'the installation failed'
  if user_manager_runs; then
    systemctl --user daemon-reload
    systemctl --user enable --now baton.socket
    say 'batond starts with the first connection to its socket (systemctl --user status baton.socket).'
  else
    say "No systemd user manager is running here: 'baton' starts batond itself when it needs it."
    say 'Where there is one: systemctl --user daemon-reload && systemctl --user enable --now baton.socket'
  fi
  if [[ :$PATH: != *":$INSTALL_PREFIX/bin:"* ]]; then
    say "$INSTALL_PREFIX/bin is not in PATH; add it: export PATH=$INSTALL_PREFIX/bin:\$PATH"
  fi
  good "Installed baton and batond under $INSTALL_PREFIX; next: baton status"
}

do_uninstall() {
  local file removed=0
  [[ -f $MANIFEST ]] || die "there is no $MANIFEST: nothing was installed from this tree"
  if user_manager_runs; then
    systemctl --user disable --now baton.socket baton.service 2>/dev/null || true
  fi
  while IFS= read -r file || [[ -n $file ]]; do
    [[ -e $file || -L $file ]] || continue
    rm -f -- "$file"
    removed=$((removed + 1))
  done <"$MANIFEST"
  if user_manager_runs; then systemctl --user daemon-reload; fi
  rm -f "$MANIFEST"
  good "Removed $removed files; what was recorded stays in ${XDG_DATA_HOME:-$HOME/.local/share}/baton"
}
