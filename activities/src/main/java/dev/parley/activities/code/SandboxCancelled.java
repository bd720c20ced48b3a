package dev.parley.activities.code;

/** The calling thread was interrupted; the code is dead and what it ran in is removed. */
public final class SandboxCancelled extends SandboxException {

  private static final long serialVersionUID = 1L;

  SandboxCancelled() {
    super("The run was cancelled.", null);
  }
}
