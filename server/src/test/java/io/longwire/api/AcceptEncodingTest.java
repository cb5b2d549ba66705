package io.longwire.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.property.Cases;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptEncodingTest {
    private static AcceptEncoding parse(String... lines) {
        var headers = new DefaultHttpHeaders();
        for (String line : lines) {
            headers.add("Accept-Encoding", line);
        }
        return AcceptEncoding.of(headers);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br, zstd|1000|1000",
                "GZIP|1000|1000",
                "x-gzip|1000|1000",
                "*|1000|1000",
                "gzip;q=0.5|500|500",
                "gzip ; q=0.25 , br|250|1000",
                "gzip;q=0|0|1000",
                "gzip;q=0.000|0|1000",
                "*;q=0|0|0",
                "gzip, *;q=0|1000|0",
                "identity;q=0, gzip;q=0.1|100|0",
                "identity;q=0.5, *;q=0.1|100|500",
                "identity|0|1000",
                "br|0|1000",
                "gzip;q=2|0|1000",
                "gzip;q=|0|1000",
                "gzip;q=0.5;x=1|500|500",
                "gzip;x=1|1000|1000",
                ",,gzip,|1000|1000",
                "gzip;q=0.1, gzip;q=0.9|900|900",
                "gzipp|0|1000"
            })
    void weighs(String header, int gzip, int identity) {
        assertThat(parse(header)).isEqualTo(new AcceptEncoding(gzip, identity));
    }

    @Test
    void nothingSaidAcceptsNoCodingAlone() {
        assertThat(parse()).isEqualTo(new AcceptEncoding(0, 1000));
        assertThat(parse("")).isEqualTo(new AcceptEncoding(0, 1000));
    }

    @Test
    void severalLinesAreOneList() {
        assertThat(parse("br", "gzip;q=0.5", "identity;q=0.2")).isEqualTo(new AcceptEncoding(500, 200));
    }

    @Test
    void anyListIsWeighedAsTheStandardHasIt() {
        Cases.check(3000, AcceptEncodingTest::checkOne);
    }

    private static void checkOne(Random random) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (String coding : List.of("gzip", "identity", "br", "deflate", "*")) {
            if (random.nextBoolean()) {
                weights.put(coding, random.nextInt(3) == 0 ? 0 : random.nextInt(1001));
            }
        }
        List<String> elements = new ArrayList<>();
        weights.forEach((coding, weight) -> elements.add(element(coding, weight, random)));
        Collections.shuffle(elements, random);
        int cut = elements.isEmpty() ? 0 : random.nextInt(elements.size());
        AcceptEncoding parsed = cut == 0
                ? parse(String.join(random.nextBoolean() ? "," : " , ", elements))
                : parse(
                        String.join(",", elements.subList(0, cut)),
                        String.join(",", elements.subList(cut, elements.size())));
        Integer any = weights.get("*");
        int gzip = weights.getOrDefault("gzip", any == null ? 0 : any);
        assertThat(parsed.gzip()).isEqualTo(gzip);
        Integer identity = weights.get("identity");
        if (identity != null) {
            assertThat(parsed.identity()).isEqualTo(identity);
        } else {
            assertThat(parsed.identity() == 0).isEqualTo(any != null && any == 0);
            assertThat(parsed.identity())
                    .isIn(0, 1000, Collections.max(elements.isEmpty() ? List.of(0) : weights.values()));
        }
    }

    private static String element(String coding, int weight, Random random) {
        if (weight == 1000 && random.nextBoolean()) {
            return coding;
        }
        String q = weight == 1000 ? "1.000" : "0." + String.format("%03d", weight);
        return (random.nextBoolean() ? coding : coding.toUpperCase(java.util.Locale.ROOT))
                + (random.nextBoolean() ? ";q=" : " ; Q=")
                + q;
    }
}
