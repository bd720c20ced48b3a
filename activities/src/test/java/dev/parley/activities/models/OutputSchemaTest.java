package dev.parley.activities.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutputSchemaTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false} | true",
        "{\"type\":\"object\",\"properties\":{}} | false",
        "{\"properties\":{\"a\":{}},\"additionalProperties\":false} | false",
        "{\"properties\":{\"a\":{}},\"required\":[\"a\"],\"additionalProperties\":false} | true",
        "{\"type\":\"array\",\"items\":{\"type\":\"object\"}} | false",
      })
  void closedIsASchemaWhoseObjectsNameAndDemandAllTheirFields(String schema, boolean closed) {
    assertThat(OutputSchema.isClosed(OutputSchema.read(schema))).isEqualTo(closed);
  }

  @Test
  void closingReachesEveryObjectAndLeavesNamesAlone() {
    String schema =
        """
        {"type":"object","properties":{"minimum":{"type":"array","minItems":1,"items":
        {"anyOf":[{"type":"object","properties":{"n":{"type":"number","maximum":2}}},{"$ref":"#/$defs/x"}]}}},
        "$defs":{"x":{"type":"object"}}}\
        """;

    assertThat(OutputSchema.closed(OutputSchema.read(schema)).toString())
        .isEqualTo(
            """
            {"type":"object","properties":{"minimum":{"type":"array","items":\
            {"anyOf":[{"type":"object","properties":{"n":{"type":"number"}},\
            "additionalProperties":false},{"$ref":"#/$defs/x"}]}}},\
            "$defs":{"x":{"type":"object","additionalProperties":false}},\
            "additionalProperties":false}\
            """);
  }
}
