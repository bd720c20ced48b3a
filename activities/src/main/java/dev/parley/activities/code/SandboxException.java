package dev.parley.activities.code;

import org.jspecify.annotations.Nullable;

/** Why a job has no result. */
public abstract sealed class SandboxException extends RuntimeException
    permits SandboxCancelled, SandboxFailed, SandboxMissing, SandboxRefused {

  private static final long serialVersionUID = 1L;

  SandboxException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
