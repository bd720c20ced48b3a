package dev.parley.activities.models;

final class OpenAiStreamTest extends StreamedProviderContract {

  OpenAiStreamTest() {
    super(new OpenAiFormat());
  }
}
