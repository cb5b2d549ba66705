package io.longwire.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.property.Cases;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AddressKeyPropertyTest {
    @Test
    void addressesAreOneWhenTheyAreOneIpv4OrInOneNetworkOfIpv6() {
        Cases.check(10_000, random -> {
            byte[] one = address(random);
            byte[] other = random.nextBoolean() ? changed(random, one) : address(random);
            AddressKey key = AddressKey.of(InetAddress.getByAddress(one));
            AddressKey otherKey = AddressKey.of(InetAddress.getByAddress(other));
            assertThat(key.equals(otherKey)).isEqualTo(Arrays.equals(network(one), network(other)));
        });
    }

    /** Few values, so that equal ones and the mapped form of IPv4 occur. */
    private static byte[] address(Random random) {
        var bytes = new byte[random.nextBoolean() ? 4 : 16];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(4) - 1);
        }
        if (bytes.length == 16 && random.nextBoolean()) {
            Arrays.fill(bytes, 0, 10, (byte) 0);
            Arrays.fill(bytes, 10, 12, (byte) -1);
        }
        return bytes;
    }

    private static byte[] changed(Random random, byte[] address) {
        byte[] changed = address.clone();
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        return changed;
    }

    private static byte[] network(byte[] address) {
        boolean mapped = address.length == 16 && isMapped(address);
        return mapped ? Arrays.copyOfRange(address, 12, 16) : Arrays.copyOf(address, address.length == 4 ? 4 : 8);
    }

    private static boolean isMapped(byte[] address) {
        for (int i = 0; i < 12; i++) {
            if (address[i] != (i < 10 ? 0 : -1)) {
                return false;
            }
        }
        return true;
    }
}
