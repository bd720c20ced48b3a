package dev.parley.activities.models;

final class AnthropicStreamTest extends StreamedProviderContract {

  AnthropicStreamTest() {
    super(new AnthropicFormat());
  }
}
