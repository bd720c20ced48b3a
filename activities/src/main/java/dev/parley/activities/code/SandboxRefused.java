package dev.parley.activities.code;

/** A job asks for what its sandbox cannot give or its worker does not allow. */
public final class SandboxRefused extends SandboxException {

  private static final long serialVersionUID = 1L;

  SandboxRefused(String message) {
    super(message, null);
  }
}
