package io.tidemark.functions.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventMappingTest {

  private static EventMapping mapping(Map<Field, String> pointers, Field... required) {
    return new EventMapping(pointers, Set.of(required), TimeFormat.ISO_8601);
  }

  @Test
  void emptyPointerMeansThatTheFeedHasNoSuchField() {
    EventMapping mapping = mapping(Map.of(Field.KEY, "/k", Field.TIME, "/t", Field.USER, ""));

    assertThat(mapping.pointers())
        .containsOnly(Map.entry(Field.KEY, "/k"), Map.entry(Field.TIME, "/t"));
    assertThat(mapping.timeFormat()).isEqualTo(TimeFormat.ISO_8601);
  }

  @Test
  void keyAndEventTimeAreAlwaysRequired() {
    EventMapping mapping =
        mapping(
            Map.of(Field.KEY, "/k", Field.TIME, "/t", Field.ID, "/i", Field.USER, "/u"), Field.ID);

    assertThat(Field.values())
        .filteredOn(mapping::requires)
        .containsExactlyInAnyOrder(Field.KEY, Field.TIME, Field.ID);
  }

  @Test
  void requiredFieldWithoutAPointerIsRefusedByTheNameOfItsParameter() {
    assertThatThrownBy(() -> mapping(Map.of(Field.KEY, "/k")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("event.time: the job needs this field, but it has no JSON pointer");
    assertThatThrownBy(() -> mapping(Map.of(Field.KEY, "", Field.TIME, "/t")))
        .hasMessageStartingWith("group.by: ");
    assertThatThrownBy(() -> mapping(Map.of(Field.KEY, "/k", Field.TIME, "/t"), Field.VALUE))
        .hasMessageStartingWith("event.value: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "user/id", "#/user", " /user", "$.user", "~0", "0"})
  void pointerThatDoesNotBeginWithASlashIsRefused(String pointer) {
    assertThatThrownBy(
            () -> mapping(Map.of(Field.KEY, "/k", Field.TIME, "/t", Field.USER, pointer)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("event.user: '" + pointer + "' is no JSON pointer; it must begin with '/'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/~", "/a~", "/~2", "/a~b", "/~~1", "/a/b~/c", "/~0~"})
  void pointerWithAStrayTildeIsRefused(String pointer) {
    assertThatThrownBy(
            () -> mapping(Map.of(Field.KEY, "/k", Field.TIME, "/t", Field.USER, pointer)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "event.user: '%s' is no JSON pointer; a '~' in it must be part of ~0 (for ~) or ~1"
                + " (for /)",
            pointer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "//", "/a", "/a/b/0", "/~0~1", "/~01", "/ ", "/é/😀", "/a\nb", "/%"})
  void everyPointerOfTheRfcIsTaken(String pointer) {
    EventMapping mapping = mapping(Map.of(Field.KEY, pointer, Field.TIME, "/t"));

    assertThat(mapping.pointers()).containsEntry(Field.KEY, pointer);
  }

  @Test
  void mappingTravelsToTheClusterUnchanged() throws Exception {
    EventMapping mapping =
        mapping(Map.of(Field.KEY, "/k", Field.TIME, "/t", Field.ID, "/i"), Field.ID);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(mapping);
    }

    EventMapping copy;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      copy = (EventMapping) in.readObject();
    }

    assertThat(copy.pointers()).isEqualTo(mapping.pointers());
    assertThat(copy.requires(Field.ID)).isTrue();
    assertThat(copy.requires(Field.USER)).isFalse();
    assertThat(copy.timeFormat()).isEqualTo(TimeFormat.ISO_8601);
  }
}
