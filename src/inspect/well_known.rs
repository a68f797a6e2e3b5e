//! Keys that are printed in standards and on web sites, by their thumbprints: everyone has their private half.

/// Where a key with this thumbprint is printed.
pub(super) fn source(thumbprint: &str) -> Option<&'static str> {
    KEYS.iter().find(|(known, _)| *known == thumbprint).map(|(_, source)| *source)
}

/// The public halves (and the secrets) of those that make signatures, as a JWK Set: what a signature is tried with.
pub(super) const SAMPLES: &str = include_str!("well_known.json");

/// SHA-256 thumbprints (RFC 7638) and where the keys are printed.
const KEYS: &[(&str, &str)] = &[
    ("i_utKExAKNc_-awqDRAUbahMgyDaKDG_M75KMBwlAvA", "jwt.io"),
    ("A8etQ2W1pb95iQdryf3JZcoanBR1EywzSsRVzrX8soc", "jwt.io"),
    ("JPgHNKVpXamS5yySHkpU5wDMnd5GJXLAnn7sAQM8j9o", "jwt.io"),
    ("LXkAyqcFEoI5pkMzfWjsAWbChzHfxtqD4Te31pAwA1s", "jwt.io"),
    ("r_yA-eRBZHgB72n4pG3-Kagz7a6rejsUkz_qC_tlgZU", "jwt.io"),
    ("3Sh8jwxtGAUg1j6_4BIuuT-0fsyXeym9VQpxNRGTJFs", "jwt.io"),
    ("oGDmHqCJ7yzMkWEkrlZVHkvrHIyQwtlDmeq5ForUHeY", "jwt.io"),
    ("19J8y7Zprt2-QKLjF2I5pVk0OELX6cY2AfaAv1LC_w8", "jwt.io"),
    ("iTqXXI0zbAnJCKDaobfhkM1f-6rMSpTfyZMRp_2tKI8", "jwt.io"),
    ("6ZRtwrhLeSUXBcJtgbg-iLC6SN0R6t5BsESkZCoJyDo", "Supabase CLI"),
    ("y_x3gCJnL6oKGBBIXScabduwxTVy2Wd2bzRVEUbdUzc", "RFC 7515"),
    ("IsUn6_e04MaShXFIISMp4kG62LWzMIPy_MvSA5pJgX8", "RFC 7515"),
    ("oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U", "RFC 7515"),
    ("u5YUSjQ2-2chBi51NSk3t3g7IM4o2KYcnPqPtCNGd3U", "RFC 7515"),
    ("xtIsOV1FqKH77AI_A3jdTg5QfdabzqI-LNpYTPi0IgI", "RFC 7516"),
    ("_K0fXS8wlsT7Tn3vvZrs9qdKUIqi5AxQ5EVk41xi_BM", "RFC 7516"),
    ("k1JnWRfC-5zzmL72vXIuBgTLfVROXBakS4OmGcrMCoc", "RFC 7516"),
    ("cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s", "RFC 7517"),
    ("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", "RFC 7517"),
    ("gG41M-7TySn0qRHlgcua4xWS11v1PvoFpO2uC21_3JI", "RFC 7517"),
    ("9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI", "RFC 7520"),
    ("dHri3SADZkrush5HU_50AoRhcKFryN-PI6jPBtPL55M", "RFC 7520"),
    ("RtoRur_1Dir5M4wuOfqNkDYOf9O_4RJ-aHkTA75RLA8", "RFC 7520"),
    ("h_jutvC-jg3Nwueq8LmdSybXykVsBwk4_5u5Y9JiS7E", "RFC 7520"),
    ("wLi2IZWIuukcHvhZrxIYPL8GGrdhkffpN8heZxnMP1o", "RFC 7520"),
    ("Rt-IyDEhXohvTl_ozKQ9YGflXGuDb3uu3QmqN2LoMwM", "RFC 7520"),
    ("fKVKT56cS-Wb5Mh5ui4Jvqbofz7h_5c5dXTe2_dyk_g", "RFC 7520"),
    ("YlKlB7M2wnS0cPn_V7OW-FuDLuWdJ9z4OvPHmhGDfeE", "RFC 7520"),
    ("svOLuZiKpi3RFmSHAcCJqsQqjBmWR4egaIsgk-2uBak", "RFC 7520"),
    ("tqsISrG_pUi4IXRd2S_IYFnja0Xy7cpZHwbDd3XIFbM", "RFC 7520"),
    ("8izOqBCj1XBwWw0-iTcMv27pUKWwFvNmw-kutyfzf-g", "RFC 7520"),
    ("HsSFalww3yP-dO-lWGYgFcyV5H22oScIFc4V2Y6GOto", "RFC 7520"),
    ("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", "RFC 8037"),
    ("giQqigT_IKcuzHl0FVJ3k5ts3_TWNAxvsC08UZsfcM8", "RFC 8037"),
    ("T4xl70S7MT6Zeq6r9V9fPJGVn76wfnXJ21-gyo0Gu6o", "RFC 9964"),
    ("Suiu29qbfuaBaR4Ats-c6XQBePB_OpAxAwcTR_0KXVM", "RFC 9964"),
    ("tRn1JNIkgMsABVQBlXeDHxAIcclh-2IX0UdDEzPt5XU", "RFC 9964"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::Key;
    use crate::jose::read::{SecretEncoding, read_keys, read_secret};

    fn found(key: &Key) -> Option<&'static str> {
        source(&key.thumbprint().unwrap())
    }

    #[test]
    fn printed_keys_are_known_and_others_are_not() {
        for (text, expected) in [
            ("your-256-bit-secret", Some("jwt.io")),
            ("a-string-secret-at-least-256-bits-long", Some("jwt.io")),
            ("super-secret-jwt-token-with-at-least-32-characters-long", Some("Supabase CLI")),
            ("your-256-bit-secret\n", None),
            ("YOUR-256-BIT-SECRET", None),
        ] {
            assert_eq!(found(&read_secret(text, SecretEncoding::Text, "s").unwrap()), expected, "{text}");
        }
        // RFC 7517, appendix A.1.
        let printed = r#"{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
            "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","use":"enc","kid":"1"}"#;
        assert_eq!(found(&read_keys(printed.as_bytes(), "k", None).unwrap().keys[0]), Some("RFC 7517"));
        let own = include_bytes!("../../tests/data/keys/rsa2048/spki.pem");
        assert_eq!(found(&read_keys(own, "k", None).unwrap().keys[0]), None);
    }

    #[test]
    fn every_sample_is_a_printed_key() {
        let samples = read_keys(SAMPLES.as_bytes(), "sample", None).unwrap().keys;
        assert!(samples.len() > 30);
        for key in samples {
            assert!(found(&key).is_some(), "{key:?}");
            assert!(
                !key.has_private() || matches!(key.material, crate::jose::key::Material::Secret(_)),
                "{key:?}"
            );
        }
    }

    #[test]
    fn every_thumbprint_is_one_and_stands_once() {
        for (index, (thumbprint, source)) in KEYS.iter().enumerate() {
            assert_eq!(thumbprint.len(), 43, "{source}");
            assert!(KEYS.iter().skip(index + 1).all(|(other, _)| other != thumbprint), "{thumbprint}");
        }
    }
}
