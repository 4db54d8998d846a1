package io.tidemark.functions.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigitsTest {

  private static long leading(byte[] bytes) {
    return Digits.leading(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong());
  }

  @Test
  void eachByteThatIsNoDigitEndsThemWhereverItIs() {
    byte[] bytes = "01234567".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(leading(bytes)).isEqualTo(8);
    for (int at = 0; at < bytes.length; at++) {
      for (int other = Byte.MIN_VALUE; other <= Byte.MAX_VALUE; other++) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) other;
        boolean isDigit = other >= '0' && other <= '9';
        assertThat(leading(changed)).as("%d at %d", other, at).isEqualTo(isDigit ? 8 : at);
      }
    }
  }

  @Test
  void digitsAreReadAsJavaReadsThem() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(22);
      for (int digit = 0; digit < length; digit++) {
        text.append((char) ('0' + random.nextInt(10)));
      }
      boolean isRead = length >= 8 && length <= 18;
      if (length > 0 && random.nextInt(4) == 0) {
        text.setCharAt(random.nextInt(length), "-+.:eT /\u00e9".charAt(random.nextInt(9)));
        isRead = false;
      }
      byte[] record = ("x" + text + "9").getBytes(StandardCharsets.ISO_8859_1);
      assertThat(Digits.parse(record, 1, 1 + length))
          .as("%s", text)
          .isEqualTo(isRead ? Long.parseLong(text.toString()) : Digits.NONE);
    }
  }
}
