package dev.parley.workflows;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;

/**
 * Says what to do where history holds a variant that this build has no name for. What it is called
 * is left out: it may be anything.
 */
final class Unknowns extends DeserializationProblemHandler {

  @Override
  public JavaType handleUnknownTypeId(
      DeserializationContext context,
      JavaType base,
      String id,
      TypeIdResolver resolver,
      String problem)
      throws JsonMappingException {
    throw unknown(context, base.getRawClass());
  }

  @Override
  public Object handleWeirdStringValue(
      DeserializationContext context, Class<?> type, String value, String problem)
      throws JsonMappingException {
    if (type.isEnum()) {
      throw unknown(context, type);
    }
    return NOT_HANDLED;
  }

  private static JsonMappingException unknown(DeserializationContext context, Class<?> type) {
    return JsonMappingException.from(
        context,
        "a newer Parley wrote a kind of %s that this worker does not know; upgrade the workers"
            .formatted(type.getSimpleName()));
  }
}
