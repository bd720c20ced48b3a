package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tool of a team file is, where it is none that the workers registered under its name. Names
 * of servers, documents and databases are entries of the workers' configuration: a file chooses,
 * workers allow.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ToolKind.Mcp.class, name = "mcp"),
  @JsonSubTypes.Type(value = ToolKind.OpenApi.class, name = "openapi"),
  @JsonSubTypes.Type(value = ToolKind.Sql.class, name = "sql"),
  @JsonSubTypes.Type(value = ToolKind.ActivityCall.class, name = "activity"),
  @JsonSubTypes.Type(value = ToolKind.Person.class, name = "person"),
  @JsonSubTypes.Type(value = ToolKind.Member.class, name = "member"),
})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public sealed interface ToolKind {

  /** Several tools that come from one place; an agent has all of them, or one as NAME.TOOL. */
  sealed interface Source extends ToolKind {
    /** The entry of the workers' configuration. */
    String source();

    /** The only ones of its tools that there are; empty: all. */
    List<String> only();
  }

  /** The tools of an MCP server. */
  record Mcp(String source, List<String> only) implements Source {
    public Mcp {
      only = only == null ? List.of() : List.copyOf(only);
    }
  }

  /** The operations of an OpenAPI document. */
  record OpenApi(String source, List<String> only) implements Source {
    public OpenApi {
      only = only == null ? List.of() : List.copyOf(only);
    }
  }

  /**
   * Queries of a database that only read.
   *
   * @param rows most rows of an answer, absent: the workers' number
   */
  record Sql(String source, @Nullable Integer rows) implements Source {
    @Override
    public List<String> only() {
      return List.of();
    }
  }

  /**
   * A Temporal activity, in any language.
   *
   * @param activity its type
   * @param taskQueue where its workers listen; without one no worker calls it
   * @param description what it does, for models
   * @param parameters JSON Schema of its arguments as JSON text, absent: an object of any form
   */
  record ActivityCall(
      String activity,
      @Nullable String taskQueue,
      @Nullable String description,
      @Nullable String parameters)
      implements ToolKind {}

  /**
   * A person who is given a task and whose answer is the result.
   *
   * @param person who is asked: a person or a group
   * @param policy deadline and what happens then, absent: nothing does
   * @param description what may be asked, for models
   */
  record Person(String person, @Nullable String policy, @Nullable String description)
      implements ToolKind {}

  /**
   * An agent or a team of the blueprint that is given a task, in a conversation of its own.
   *
   * @param member its name
   * @param team whether it is a team
   * @param description what it can do, for models
   */
  record Member(
      String member,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean team,
      @Nullable String description)
      implements ToolKind {}
}
