//! The clouds and their regions.
//!
//! Written by tools/generate.py from api/clouds.toml; do not edit.

use crate::api::cloud::Cloud;

/// All clouds; the first one is that of regions which no cloud lists.
pub static CLOUDS: &[Cloud] = &[
    Cloud {
        name: "Huawei Cloud",
        domain: "myhuaweicloud.com",
        signature: "plain",
        regions: &[
            "af-north-1",
            "af-south-1",
            "ap-southeast-1",
            "ap-southeast-2",
            "ap-southeast-3",
            "ap-southeast-4",
            "cn-east-3",
            "cn-east-4",
            "cn-north-1",
            "cn-north-2",
            "cn-north-4",
            "cn-north-9",
            "cn-north-11",
            "cn-north-12",
            "cn-south-1",
            "cn-southwest-2",
            "cn-southwest-3",
            "la-north-2",
            "la-south-2",
            "me-east-1",
            "sa-brazil-1",
            "tr-west-1",
        ],
        without: &[
            "ae-ad-1",
            "cn-east-2",
            "cn-east-5",
            "cn-south-2",
            "my-kualalumpur-1",
            "na-mexico-1",
            "ru-moscow-1",
        ],
        endpoints: &[(
            "ap-southeast-1",
            "https://modelarts.ap-southeast-1.myhuaweicloud.cn",
        )],
    },
    Cloud {
        name: "Huawei Cloud Europe",
        domain: "myhuaweicloud.eu",
        signature: "plain",
        regions: &[],
        without: &["eu-west-101"],
        endpoints: &[],
    },
    Cloud {
        name: "Open Telekom Cloud",
        domain: "otc.t-systems.com",
        signature: "derived",
        regions: &["eu-de"],
        without: &["eu-nl"],
        endpoints: &[],
    },
    Cloud {
        name: "Flexible Engine",
        domain: "prod-cloud-ocb.orange-business.com",
        signature: "plain",
        regions: &["eu-west-0"],
        without: &[],
        endpoints: &[],
    },
];
