package dev.parley.activities.code;

import org.jspecify.annotations.Nullable;

/** A sandbox or an image is not there; the message names the remedy. */
public final class SandboxMissing extends SandboxException {

  private static final long serialVersionUID = 1L;

  SandboxMissing(String message) {
    this(message, null);
  }

  SandboxMissing(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
