package dev.parley.activities.code;

import org.jspecify.annotations.Nullable;

/** The sandbox itself broke: the engine went away, a disk is full. Trying again may help. */
public final class SandboxFailed extends SandboxException {

  private static final long serialVersionUID = 1L;

  SandboxFailed(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
