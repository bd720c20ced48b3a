package dev.parley.activities.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import dev.parley.transcript.Json;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.RawValue;
import org.jspecify.annotations.Nullable;

/** Values as Temporal's clients of all languages write and read them. */
final class Raw {

  private static final String ENCODING = "encoding";

  /** What stands for no result. */
  private static final String DONE = "done";

  private Raw() {}

  /** JSON as it is written: a number keeps its digits. */
  static RawValue json(String json) {
    return new RawValue(
        Payload.newBuilder()
            .putMetadata(ENCODING, ByteString.copyFromUtf8("json/plain"))
            .setData(ByteString.copyFromUtf8(json))
            .build());
  }

  /** A value as a model is told it: a text as it is, anything else as JSON. */
  static String text(@Nullable RawValue value) {
    if (value == null) {
      return DONE;
    }
    Payload payload = value.getPayload();
    String encoding = payload.getMetadataOrDefault(ENCODING, ByteString.EMPTY).toStringUtf8();
    String data = payload.getData().toStringUtf8();
    return switch (encoding) {
      case "json/plain" -> plain(data);
      case "json/protobuf" -> data;
      case "binary/null", "" -> DONE;
      default -> "[%s, %d bytes, not shown]".formatted(encoding, payload.getData().size());
    };
  }

  private static String plain(String json) {
    try {
      JsonNode node = Json.read(json, JsonNode.class);
      return node.isTextual() ? node.textValue() : json;
    } catch (IllegalArgumentException e) {
      return json;
    }
  }
}
