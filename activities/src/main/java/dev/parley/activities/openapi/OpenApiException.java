package dev.parley.activities.openapi;

/** A mistake in a document, or in what is configured: with file, place and remedy. */
final class OpenApiException extends RuntimeException {

  private static final long serialVersionUID = 1;

  OpenApiException(String message) {
    super(message);
  }

  OpenApiException(String message, Throwable cause) {
    super(message, cause);
  }
}
