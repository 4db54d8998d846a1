package io.tidemark.jobs.kit.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.tidemark.functions.event.EventMapping;
import io.tidemark.functions.event.Field;
import io.tidemark.functions.event.TimeFormat;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParametersTest {

  @Test
  void withoutValuesTheFieldsAreThoseOfTheContract() {
    assertThat(mapping(Map.of()).pointers())
        .containsOnly(
            entry(Field.KEY, "/item_id"),
            entry(Field.ID, "/event_id"),
            entry(Field.USER, "/user_id"),
            entry(Field.ITEM, "/item_id"),
            entry(Field.TYPE, "/type"),
            entry(Field.TIME, "/event_time"),
            entry(Field.SENT_TIME, "/sent_time"),
            entry(Field.RECEIVED_TIME, "/received_time"),
            entry(Field.VALUE, "/value"));
    assertThat(mapping(Map.of()).timeFormat()).isEqualTo(TimeFormat.AUTO);
  }

  @Test
  void onlyKeyAndTimeAreRequiredWhereNothingElseIsNeeded() {
    assertThat(required(mapping(Map.of()))).containsExactlyInAnyOrder(Field.KEY, Field.TIME);
  }

  @Test
  void whatTheJobNeedsIsRequired() {
    EventMapping mapping =
        EventParameters.mapping(parameters(Map.of()), Set.of(Field.USER, Field.VALUE));

    assertThat(required(mapping))
        .containsExactlyInAnyOrder(Field.KEY, Field.TIME, Field.USER, Field.VALUE);
  }

  @Test
  void whatAnEnabledFeatureNeedsIsRequired() {
    assertThat(required(mapping(Map.of("filter.types", "click"))))
        .containsExactlyInAnyOrder(Field.KEY, Field.TIME, Field.TYPE);
    assertThat(required(mapping(Map.of("dedup.horizon", "1min"))))
        .containsExactlyInAnyOrder(Field.KEY, Field.TIME, Field.ID);
    assertThat(required(mapping(Map.of("filter.types", "", "dedup.horizon", "0"))))
        .containsExactlyInAnyOrder(Field.KEY, Field.TIME);
  }

  @ParameterizedTest
  @CsvSource({
    "user, /user_id",
    "item, /item_id",
    "type, /type",
    "/geo/country, /geo/country",
    "/tags/0, /tags/0",
    "/a~1b, /a~1b",
  })
  void groupByNamesAFieldOrPointsAtOne(String groupBy, String pointer) {
    assertThat(mapping(Map.of("group.by", groupBy)).pointers()).containsEntry(Field.KEY, pointer);
  }

  @Test
  void groupByAFieldFollowsThatFieldsPointer() {
    assertThat(mapping(Map.of("group.by", "user", "event.user", "/who")).pointers())
        .containsEntry(Field.KEY, "/who")
        .containsEntry(Field.USER, "/who");
  }

  @ParameterizedTest
  @CsvSource({"users, user", "itme, item", "country, user", "'', item", "TYPE, type"})
  void groupByThatIsNeitherIsRefusedWithTheNearestName(String groupBy, String nearest) {
    assertThatThrownBy(() -> mapping(Map.of("group.by", groupBy)))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "group.by: '%s' is none of user, item, type and no JSON pointer; did you mean %s?",
            groupBy, nearest);
  }

  @Test
  void emptyPointerMeansThatTheFeedHasNoSuchField() {
    EventMapping mapping =
        mapping(Map.of("event.id", "", "event.type", "", "event.sent-time", "", "event.value", ""));

    assertThat(mapping.pointers())
        .containsOnlyKeys(Field.KEY, Field.USER, Field.ITEM, Field.TIME, Field.RECEIVED_TIME);
  }

  @ParameterizedTest
  @CsvSource({
    "event.time, '', event.time",
    "event.item, '', group.by",
    "event.user, '', event.user",
  })
  void fieldThatIsNeededButNotInTheFeedIsRefused(String key, String pointer, String named) {
    Parameters parameters = parameters(Map.of(key, pointer));

    assertThatThrownBy(() -> EventParameters.mapping(parameters, Set.of(Field.USER)))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith(named + ": ");
  }

  @Test
  void filterWithoutATypeInTheFeedIsRefused() {
    assertThatThrownBy(() -> mapping(Map.of("event.type", "", "filter.types", "click")))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("event.type: ");
  }

  @Test
  void removalOfDuplicatesWithoutAnIdInTheFeedIsRefused() {
    assertThatThrownBy(() -> mapping(Map.of("event.id", "", "dedup.horizon", "1h")))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("event.id: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"event.time", "event.user", "event.value", "event.received-time"})
  void pointerThatIsNoneIsRefused(String key) {
    assertThatThrownBy(() -> mapping(Map.of(key, "time")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("%s: 'time' is no JSON pointer; it must begin with '/'", key);
  }

  @ParameterizedTest
  @CsvSource({
    "iso-8601, ISO_8601",
    "epoch-seconds, EPOCH_SECONDS",
    "epoch-millis, EPOCH_MILLIS",
    "Epoch-Micros, EPOCH_MICROS",
  })
  void timeFormatIsHandedOn(String text, TimeFormat format) {
    assertThat(mapping(Map.of("event.time.format", text)).timeFormat()).isEqualTo(format);
  }

  @Test
  void wikipediaFeedOfTheIssueIsMappedWithNoCode() {
    EventMapping mapping =
        mapping(
            Map.of(
                "event.id", "",
                "event.time", "/time",
                "event.user", "/user",
                "event.item", "/page",
                "event.type", "",
                "filter.types", "",
                "group.by", "item"));

    assertThat(mapping.pointers())
        .containsEntry(Field.KEY, "/page")
        .containsEntry(Field.TIME, "/time")
        .doesNotContainKeys(Field.ID, Field.TYPE);
  }

  private static EventMapping mapping(Map<String, String> values) {
    return EventParameters.mapping(parameters(values), Set.of());
  }

  private static Parameters parameters(Map<String, String> values) {
    return Parameters.of(EventParameters.ALL, List.of(values));
  }

  private static Set<Field> required(EventMapping mapping) {
    EnumSet<Field> required = EnumSet.allOf(Field.class);
    required.removeIf(field -> !mapping.requires(field));
    return required;
  }
}
