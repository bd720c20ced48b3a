package dev.parley.activities.models;

final class GeminiStreamTest extends StreamedProviderContract {

  GeminiStreamTest() {
    super(new GeminiFormat());
  }
}
