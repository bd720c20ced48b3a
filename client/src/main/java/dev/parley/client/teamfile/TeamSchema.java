package dev.parley.client.teamfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema of team files, for editors: draft 2020-12, made of the table that the reader
 * uses. It knows all of the format, also what this version does not run yet, and the workers'
 * {@code people.yaml}.
 */
public final class TeamSchema {

  private TeamSchema() {}

  /** The schema as text; the same is published as {@code docs/schema/team.json}. */
  public static String json() {
    var printer = new DefaultPrettyPrinter();
    var indenter = new DefaultIndenter("  ", "\n");
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    try {
      return new ObjectMapper().writer(printer).writeValueAsString(schema()) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the schema cannot be written", e);
    }
  }

  private static ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Parley team file");
    schema.put("description", "A team of agents, or the workers' list of people.");
    schema.put("type", "object");
    var people = schema.putObject("if").putArray("anyOf");
    people.addObject().putArray("required").add("people");
    people.addObject().putArray("required").add("groups");
    people.addObject().putArray("required").add("hooks");
    schema.set("then", SchemaShapes.reference("people"));
    schema.set("else", SchemaShapes.reference("file"));
    ObjectNode defs = schema.putObject("$defs");
    TeamFormat.all().forEach((name, shape) -> defs.set(name, SchemaShapes.schema(shape)));
    return schema;
  }
}
