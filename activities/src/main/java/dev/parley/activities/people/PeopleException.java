package dev.parley.activities.people;

/** A {@code people.yaml} that cannot be used; the message names file, line and key. */
public final class PeopleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PeopleException(String message) {
    super(message);
  }

  PeopleException(String message, Throwable cause) {
    super(message, cause);
  }
}
