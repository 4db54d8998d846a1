package io.tidemark.functions.event;

import static io.tidemark.functions.event.DecoderUnderTest.utf8;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What RFC 8259 allows is read, and what it forbids is malformed, wherever in a record it is. */
@Timeout(60)
class EventDecoderStrictnessTest {

  private static final String VALID = "{\"t\":\"2026-01-01T00:00:00Z\",\"k\":\"i1\"}";

  /** The only complaint about a record that is JSON and no more. */
  private static final String NO_KEY = "no text or number at /k (group.by)";

  private final DecoderUnderTest decoder =
      DecoderUnderTest.of(Map.of(Field.TIME, "/t", Field.KEY, "/k"));

  // ---- the grammar

  static Stream<String> valuesThatTheRfcAllows() {
    return Stream.of(
        // literals
        "null",
        "true",
        "false",
        // numbers
        "0",
        "-0",
        "-0.0",
        "0.0",
        "10",
        "-1",
        "1234567890",
        "123456789012345678901234567890",
        "-9223372036854775809",
        "0.1",
        "10.01",
        "0.00000000000000000000000000000000001",
        "1e0",
        "1E0",
        "1e00",
        "1e007",
        "0e1",
        "0E-0",
        "-0e+0",
        "1e+10",
        "1E-10",
        "1.5e+300",
        "1e400",
        "-1e400",
        "1e-400",
        "1e999999999",
        "1e99999999999999999999",
        // strings
        "\"\"",
        "\" \"",
        "\"a\"",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
        "\"\\u0000\"",
        "\"\\u00e9\\u00E9\\uABCD\\uabcd\"",
        "\"\\ud83d\\ude00\"",
        "\"\\uD83D\\uDE00\"",
        "\"\\uFFFE\\uFFFF\\uFDD0\"",
        "\"\\uFEFF\"",
        "\"\\\\u0041\"",
        "\"/\"",
        "\"'\"",
        "\"{}[],:\"",
        "\"// no comment /* at all */ # none\"",
        "\"\u007F\"",
        "\"\u0080\u009F\"",
        "\"\u00A0\u2028\u2029\uFEFF\"",
        "\"é ß 漢 😀\"",
        // the grammar has halves of characters, as escapes
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\ud800\\n\"",
        "\"\\ud800a\"",
        // arrays
        "[]",
        "[ ]",
        "[[]]",
        "[[],[]]",
        "[{}]",
        "[null]",
        "[1,\"a\",null,true,{},[]]",
        "[ 1 , 2 ]",
        "[1\n,\r2\t]",
        "\t[\n]\r\n",
        // objects
        "{}",
        "{ }",
        "{\"\":0}",
        "{\"a\":{}}",
        "{\"a\":[]}",
        "{\"a\":1,\"b\":2}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":1}",
        "{\"\\u0000\":1}",
        "{\"\\ud83d\\ude00\":1}",
        "{\"😀\":1}",
        "{ \"a\" : 1 , \"b\" : [ ] }",
        "{\"a\"\n:\t1\r}",
        "{\"true\":null}",
        "{\"\\\"\":1}");
  }

  static Stream<String> valuesThatTheRfcForbids() {
    return Stream.of(
        // literals
        "nul",
        "nulll",
        "null0",
        "nullnull",
        "Null",
        "NULL",
        "TRUE",
        "True",
        "tru",
        "truee",
        "fals",
        "false_",
        "none",
        "undefined",
        "NaN",
        "-NaN",
        "nan",
        "Infinity",
        "-Infinity",
        "+Infinity",
        "Inf",
        "a",
        "é",
        "😀",
        "*",
        "\\u0031",
        "\\n",
        // numbers
        "+1",
        "+0",
        "--1",
        "-",
        "+",
        "- 1",
        "-a",
        "00",
        "01",
        "-00",
        "-01",
        "012",
        "00.5",
        ".5",
        "-.5",
        "5.",
        "-5.",
        "0.",
        ".",
        "1.e1",
        ".e1",
        "1e",
        "1E",
        "1e+",
        "1e-",
        "1e+-1",
        "1ee1",
        "1e1.5",
        "1e1e1",
        "1.2.3",
        "1..2",
        "1_000",
        "1 000",
        "0x1F",
        "0b1",
        "0o7",
        "1f",
        "1d",
        "1L",
        "1n",
        "1a",
        "1-",
        "1+1",
        "1/2",
        "1%",
        "１",
        "٣",
        "∞",
        // strings
        "\"",
        "\"a",
        "a\"",
        "\"\\\"",
        "\"\\",
        "\"\\x41\"",
        "\"\\'\"",
        "\"\\a\"",
        "\"\\v\"",
        "\"\\0\"",
        "\"\\1\"",
        "\"\\ \"",
        "\"\\U0041\"",
        "\"\\N\"",
        "\"\\é\"",
        "\"\\😀\"",
        "\"\\\n\"",
        "\"\\u\"",
        "\"\\u1\"",
        "\"\\u12\"",
        "\"\\u123\"",
        "\"\\u123",
        "\"\\u12G4\"",
        "\"\\u 123\"",
        "\"\\u-123\"",
        "\"\\u+123\"",
        "\"\\u{41}\"",
        "\"\\u００４１\"",
        "\"\\ud83d\\u\"",
        "\"\\ud83d\\x\"",
        "'a'",
        "''",
        "`a`",
        "“a”",
        "\"a\"\"b\"",
        "\"a\" \"b\"",
        "\"a\"b",
        // arrays
        "[",
        "]",
        "[]]",
        "[[]",
        "[1",
        "[1,",
        "[1,]",
        "[,]",
        "[,1]",
        "[1,,2]",
        "[1 2]",
        "[1;2]",
        "[1:2]",
        "[\"a\":1]",
        "[\"a\" \"b\"]",
        "[1}",
        "[}",
        "[{]}",
        "[{]",
        "[\"a]",
        "[a]",
        "(1)",
        "[true false]",
        "[1]2",
        "[][]",
        // objects
        "{",
        "}",
        "{}}",
        "{{}",
        "{{}}",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{\"a\":1,,\"b\":2}",
        "{,\"a\":1}",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\",1}",
        "{\"a\" 1}",
        "{\"a\"::1}",
        "{\"a\"=1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1;\"b\":2}",
        "{\"a\":1:2}",
        "{\"a\":1 2}",
        "{:1}",
        "{1:1}",
        "{null:1}",
        "{true:1}",
        "{[]:1}",
        "{a:1}",
        "{'a':1}",
        "{a\":1}",
        "{\"a:1}",
        "{\"a\":1]",
        "{\"a\":[}",
        "{\"a\\x\":1}",
        "{\"a\n\":1}",
        "{\"a\u0000\":1}",
        "{}{}",
        "{}[]",
        // what other languages have
        "// c\n1",
        "1// c",
        "/* c */1",
        "1/**/",
        "/",
        "# c\n1",
        "1 # c",
        "1;",
        "[1]//",
        "{\"a\":/*c*/1}",
        "<null>",
        "${x}",
        "@1",
        "---",
        // white space that is none
        "\u000B1",
        "\f1",
        "1\f",
        "\u00A01",
        "\u20281",
        "\u30001",
        "\u20601",
        "\uFEFF1",
        "1\uFEFF",
        "[\u000B]",
        "[1\u0000]",
        "\u00001",
        "1\u0000",
        "1\u001A",
        "\u001E1");
  }

  @ParameterizedTest
  @MethodSource("valuesThatTheRfcAllows")
  void allowedValueIsJsonAsARecordAsAnElementAndAsAnUnmappedField(String value) {
    assertThat(decoder.error(value)).isEqualTo(NO_KEY);
    assertThat(decoder.error("[" + value + "]")).isEqualTo(NO_KEY);
    decoder.event("{\"t\":0,\"k\":\"i1\",\"payload\":" + value + "}");
    decoder.event("{\"payload\":{\"deep\":[0," + value + "]},\"t\":0,\"k\":\"i1\"}");
  }

  @ParameterizedTest
  @MethodSource("valuesThatTheRfcForbids")
  void forbiddenValueIsRefusedAsARecordAsAnElementAndAsAnUnmappedField(String value) {
    assertThat(decoder.error(value)).isNotEqualTo(NO_KEY);
    assertThat(decoder.error("[" + value + "]")).isNotEqualTo(NO_KEY);
    assertThat(decoder.error("{\"t\":0,\"k\":\"i1\",\"payload\":" + value + "}"))
        .isNotEqualTo(NO_KEY);
    assertThat(decoder.error("{\"payload\":{\"deep\":[" + value + "]},\"t\":0,\"k\":\"i1\"}"))
        .isNotEqualTo(NO_KEY);
  }

  @ParameterizedTest
  @MethodSource("valuesThatTheRfcForbids")
  void forbiddenValueIsRefusedInAMappedField(String value) {
    assertThat(decoder.error("{\"t\":0,\"k\":" + value + "}")).isNotEqualTo(NO_KEY);
  }

  /**
   * The grammar would allow these, but no two parsers agree on them, and no output can say them.
   */
  @ParameterizedTest
  @ValueSource(strings = {"\\ud800", "\\udc00", "a\\ud800b", "\\udc00\\ud800", "\\ud800\\u0041"})
  void nameWithHalfACharacterIsRefused(String name) {
    assertThat(decoder.error("{\"t\":0,\"k\":\"i1\",\"" + name + "\":0}")).contains("surrogate");
  }

  @Test
  void theJudgeOfTheFuzzTestAgreesWithBothTables() throws Exception {
    for (String value : valuesThatTheRfcAllows().toList()) {
      assertThat(StrictJson.parse(utf8(value), 10)).as(value).isNotNull();
    }
    for (String value : valuesThatTheRfcForbids().toList()) {
      assertThatThrownBy(() -> StrictJson.parse(utf8(value), 10))
          .as(value)
          .isInstanceOf(StrictJson.NoJsonException.class);
    }
  }

  // ---- the record as a whole

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "\n", "\r\n", " \t\r\n ", "\u0000", "\u000B"})
  void recordWithoutAValueIsMalformed(String record) {
    assertThat(decoder.error(record == null ? null : utf8(record))).isNotEqualTo(NO_KEY);
  }

  @Test
  void emptyAndMissingValuesAreCalledThat() {
    assertThat(decoder.error("")).isEqualTo("an empty record");
    assertThat(decoder.error(" \n")).isEqualTo("an empty record");
    assertThat(decoder.error((byte[]) null)).isEqualTo("a record without a value");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\n", "\r\n", "\t", " \t\r\n \n"})
  void whiteSpaceAroundARecordIsAllowed(String space) {
    decoder.event(space + VALID);
    decoder.event(VALID + space);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}", "[]", "0", "\"\"", "null", ",", "}", "]", "x", ";", "\u0000", " {}", "\n{}", " null",
        " x", "//", "/**/", "#", "\f", "\u00A0", "\uFEFF"
      })
  void whatFollowsARecordMakesItMalformed(String garbage) {
    assertThat(decoder.error(VALID + garbage)).isNotEqualTo(NO_KEY);
  }

  @Test
  void everyBeginningOfARecordIsMalformed() {
    byte[] whole = utf8("{\"t\":1767225600,\"k\":\"é😀\\n\",\"x\":[-1.5e+3,{\"y\":null}]}");
    for (int length = 0; length < whole.length; length++) {
      decoder.error(Arrays.copyOf(whole, length));
    }
    decoder.event(whole);
  }

  @Test
  void controlCharactersAreRefusedInsideStringsAndNamesAndOutside() {
    for (char c = 0; c < 0x20; c++) {
      decoder.error("{\"t\":0,\"k\":\"i1\",\"x\":\"" + c + "\"}");
      decoder.error("{\"t\":0,\"k\":\"i" + c + "1\"}");
      decoder.error("{\"t\":0,\"k\":\"i1\",\"x" + c + "\":0}");
      decoder.error("{\"t\":0,\"k\":\"i1\",\"x\":\"an earlier escape \\n\tand " + c + "\"}");
      String outside = "{\"t\":0,\"k\":\"i1\"" + c + "}" + c;
      if (c == '\t' || c == '\n' || c == '\r') {
        decoder.event(outside);
      } else {
        decoder.error(outside);
      }
    }
  }

  @Test
  void afterABrokenRecordTheNextOneIsReadAfresh() {
    decoder.error("{\"t\":0,\"k\":\"left over\",\"x\":");
    assertThat(decoder.error("{\"t\":0}")).isEqualTo(NO_KEY);
    assertThat(decoder.event(VALID).key()).isEqualTo("i1");
  }

  @Test
  void errorIsOneLineOfWholeCharactersWhateverTheRecordHolds() {
    Stream.of(
            "{\"t\":\"a\\nb\\u0000\\r\\u0085\",\"k\":\"i1\"}",
            "{\"t\":\"\\ud83d\\ude00\",\"k\":\"i1\"}",
            "{\"t\":\"" + "x".repeat(39) + "😀\",\"k\":\"i1\"}",
            "{\"t\":\"" + "x".repeat(38) + "😀\",\"k\":\"i1\"}",
            "{\"t\":😀}",
            "😀",
            "\u0085",
            "\u0000",
            "abc\ndef",
            "[\"\n\"]")
        .map(decoder::error)
        .forEach(
            error -> {
              assertThat(error.codePoints()).noneMatch(Character::isISOControl);
              assertThat(error.codePoints())
                  .noneMatch(c -> Character.getType(c) == Character.SURROGATE);
            });
  }

  // ---- bytes

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7F",
        "C280",
        "DFBF",
        "E0A080",
        "ED9FBF",
        "EE8080",
        "EFBFBD",
        "EFBFBE",
        "EFBFBF",
        "EFBBBF",
        "EFB790",
        "F0908080",
        "F09F9880",
        "F48FBFBF"
      })
  void everyCharacterOfUnicodeIsAllowedInAText(String hex) {
    byte[] character = HexFormat.of().parseHex(hex);
    decoder.event(in("{\"t\":0,\"k\":\"i1\",\"x\":\"", character, "\"}"));
    decoder.event(in("{\"t\":0,\"k\":\"i1\",\"x", character, "\":0}"));
    decoder.event(in("{\"t\":0,\"k\":\"", character, "\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // following bytes without a first one
        "80",
        "BF",
        "8080",
        // cut off
        "C2",
        "E282",
        "E2",
        "F09F98",
        "F09F",
        "F0",
        "C2C2",
        "E2E282AC",
        // longer than needed
        "C080",
        "C1BF",
        "E08080",
        "E09FBF",
        "F0808080",
        "F08FBFBF",
        "F880808080",
        "FC8080808080",
        // halves of characters, alone and in pairs
        "EDA080",
        "EDAFBF",
        "EDB080",
        "EDBFBF",
        "EDA0BDEDB880",
        // past the end of Unicode, and bytes that are never used
        "F4908080",
        "F5808080",
        "F7BFBFBF",
        "FE",
        "FF",
        "FEFF",
        "FFFE",
        // another encoding
        "E9",
        "FC",
        "E9E8"
      })
  void bytesThatAreNotUtf8AreMalformedWhereverTheyAre(String hex) {
    byte[] wrong = HexFormat.of().parseHex(hex);
    for (byte[] record :
        new byte[][] {
          in("{\"t\":0,\"k\":\"i1\",\"x\":\"", wrong, "\"}"),
          in("{\"t\":0,\"k\":\"i1\",\"x", wrong, "\":0}"),
          in("{\"t\":0,\"k\":\"", wrong, "\"}"),
          in("{\"t\":0,\"k\":\"i1\"", wrong, "}"),
          in("", wrong, VALID),
          in(VALID, wrong, "")
        }) {
      assertThat(decoder.error(record)).startsWith("not UTF-8, at byte ");
    }
  }

  @Test
  void messageTellsTheByteThatIsNotUtf8() {
    assertThat(decoder.error(in("{\"é\":\"", new byte[] {(byte) 0xFF}, "\"}")))
        .isEqualTo("not UTF-8, at byte 7");
  }

  @Test
  void byteOrderMarkIsMalformed() {
    decoder.error("\uFEFF" + VALID);
    decoder.error(" \uFEFF" + VALID);
    decoder.error("\uFEFF");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE", "UTF-32"})
  void utf16AndUtf32AreMalformed(String charset) {
    decoder.error(VALID.getBytes(Charset.forName(charset)));
    decoder.error(("\uFEFF" + VALID).getBytes(Charset.forName(charset)));
    decoder.error("0".getBytes(Charset.forName(charset)));
  }

  @Test
  void latin1IsMalformed() {
    decoder.error("{\"t\":0,\"k\":\"café\"}".getBytes(ISO_8859_1));
  }

  // ---- sizes

  @Test
  void twoMegabytesOfNestingAreMalformed() {
    for (String opening : new String[] {"[", "{\"a\":", "[{\"a\":", "{\"k\":", "[[],"}) {
      String record = opening.repeat(2_000_000 / opening.length());
      assertThat(decoder.error(record)).contains("nested deeper than 1,000 levels");
      assertThat(decoder.error("{\"t\":0,\"k\":\"i1\",\"x\":" + record + "}")).contains("nested");
    }
    decoder.error("]".repeat(2_000_000));
    decoder.error("\"" + "\\".repeat(2_000_001));
  }

  @Test
  void nestingIsReadToAThousandLevels() {
    for (int depth : new int[] {1, 500, 900, 999}) {
      String arrays = "[".repeat(depth) + "]".repeat(depth);
      String objects = "{\"a\":".repeat(depth) + "0" + "}".repeat(depth);
      decoder.event("{\"t\":0,\"k\":\"i1\",\"x\":" + arrays + "}");
      decoder.event("{\"t\":0,\"k\":\"i1\",\"x\":" + objects + "}");
    }
    decoder.error("{\"t\":0,\"k\":\"i1\",\"x\":" + "[".repeat(1000) + "]".repeat(1000) + "}");
    // Depth is how many are open at a time, not how many there are.
    decoder.event("{\"t\":0,\"k\":\"i1\",\"x\":[" + "[],".repeat(100_000) + "{}]}");
  }

  @Test
  void unmappedPartsMayBeOfAnyLength() {
    decoder.event("{\"t\":0,\"k\":\"i1\",\"x\":\"" + "é".repeat(3_000_000) + "\"}");
    decoder.event("{\"t\":0,\"k\":\"i1\",\"x\":\"" + "y".repeat(25_000_000) + "\"}");
    decoder.event("{\"t\":0,\"k\":\"i1\",\"x\":" + "9".repeat(1_000_000) + "}");
    decoder.event("{\"t\":0,\"k\":\"i1\",\"x\":-0." + "9".repeat(1_000_000) + "e-5}");
    decoder.event("{\"t\":0,\"k\":\"i1\",\"x\":1e" + "9".repeat(1_000_000) + "}");
    decoder.event("{\"t\":0,\"k\":\"i1\",\"" + "y".repeat(1_000_000) + "\":0}");
    decoder.event(" ".repeat(1_000_000) + VALID + "\n".repeat(1_000_000));
    String names =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "\"name" + i + "\":" + i + ",")
            .collect(Collectors.joining());
    decoder.event("{" + names + "\"t\":0,\"k\":\"i1\"}");
    // and a small record after the large ones
    decoder.event(VALID);
  }

  @Test
  void mappedTextsMayBeOfAnyLength() {
    String key = "😀".repeat(500_000);
    assertThat(decoder.event("{\"t\":0,\"k\":\"" + key + "\"}").key()).isEqualTo(key);
    String number = "9".repeat(5_000);
    assertThat(decoder.event("{\"t\":0,\"k\":" + number + "}").key()).isEqualTo(number);
  }

  private static byte[] in(String before, byte[] bytes, String after) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(utf8(before));
    out.writeBytes(bytes);
    out.writeBytes(utf8(after));
    return out.toByteArray();
  }
}
