//! Environments: the places in which an agent acts.

use crate::{Extra, Secret};

open_enum! {
    /// What sort of place an environment is.
    pub enum EnvironmentKind {
        /// A browser.
        Web = "web",
        /// A computer desktop.
        Desktop = "desktop",
        /// An Android device.
        Android = "android",
        /// A workspace of files with a shell.
        Workstation = "workstation",
    }
}

open_enum! {
    /// Where an environment runs.
    pub enum Host {
        /// On the user's own device, through a bridge.
        UserDevice = "user_device",
        /// In the service's cloud.
        Cloud = "cloud",
    }
}

open_enum! {
    /// The sort of addresses a managed proxy goes out from.
    pub enum ProxyPool {
        /// Homes.
        Residential = "residential",
        /// Data centres.
        Datacenter = "datacenter",
        /// Internet providers.
        Isp = "isp",
        /// Mobile networks.
        Mobile = "mobile",
    }
}

tagged_union! {
    /// A place in which an agent acts; an agent has at most one of each kind.
    pub enum Environment by "kind" {
        /// An Android device.
        "android" => Android(Android),
        /// A computer desktop.
        "desktop" => Desktop(Desktop),
        /// A browser.
        "web" => Web(Browser),
        /// A workspace of files with a shell.
        "workstation" => Workstation(Workstation),
    }
}

impl Environment {
    /// The environment's id, by which agents refer to it.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Android(environment) => Some(&environment.id),
            Self::Desktop(environment) => Some(&environment.id),
            Self::Web(environment) => Some(&environment.id),
            Self::Workstation(environment) => Some(&environment.id),
            Self::Unknown(value) => value.get("id").and_then(serde_json::Value::as_str),
        }
    }
}

wire_struct! {
    /// An Android device.
    pub struct Android [open, setters] {
        /// The kind of environment.
        tag kind: "android",
        /// The environment's name; not empty.
        #[limits(min_length = 1)]
        pub id: String,
        /// Attaches to a device that is running already.
        pub session_id: Option<String>,
        /// The system image to start.
        pub image: Option<String>,
        /// Whether the device starts only when the agent first needs it.
        pub lazy: Option<bool> = false,
    }
}

impl Android {
    /// A device with the service's defaults.
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            kind: crate::Tag::new(),
            id: id.into(),
            session_id: None,
            image: None,
            lazy: None,
            extra: Extra::new(),
        }
    }
}

wire_struct! {
    /// A browser.
    pub struct Browser [open, checked, setters] {
        /// The kind of environment.
        tag kind: "web",
        /// The environment's name; not empty.
        #[limits(min_length = 1)]
        pub id: String,
        /// Where the browser runs.
        pub host: Option<Host> = "cloud",
        /// The page it opens first.
        pub start_url: Option<String> = "https://www.bing.com",
        /// Whether it runs without a window.
        pub headless: Option<bool> = false,
        /// Attaches to a browser that is running already.
        pub session_id: Option<String>,
        /// How the agent perceives pages.
        pub mode: Option<BrowserMode> = absent,
        /// Whether the browser starts only when the agent first needs it.
        pub lazy: Option<bool> = false,
        /// Seconds to wait after an action before looking again.
        pub settle_s: Option<f64> = absent,
        /// The vault with the credentials the agent may use; cloud only.
        #[limits(format = "uuid")]
        pub vault_id: Option<String>,
        /// The stored profile to start from; cloud only, and not with `use_default_browser_profile`.
        #[limits(format = "uuid")]
        pub browser_profile_id: Option<String>,
        /// Whether to start from the default profile of the browser; not with `browser_profile_id`.
        pub use_default_browser_profile: Option<bool> = false,
        /// Whether to write the profile back at the end; needs a profile. One active session at a time may do so per
        /// profile.
        pub persist_browser_profile: Option<bool> = false,
        /// How the browser reaches the network; applied only when a new browser is provisioned.
        pub network: Option<BrowserNetwork>,
    }
}

impl Browser {
    /// A browser with the service's defaults.
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            kind: crate::Tag::new(),
            id: id.into(),
            host: None,
            start_url: None,
            headless: None,
            session_id: None,
            mode: None,
            lazy: None,
            settle_s: None,
            vault_id: None,
            browser_profile_id: None,
            use_default_browser_profile: None,
            persist_browser_profile: None,
            network: None,
            extra: Extra::new(),
        }
    }
}

tagged_union! {
    /// How an agent perceives pages.
    pub enum BrowserMode by "type" {
        /// As text.
        "text" => Text(BrowserTextMode),
        /// As screenshots.
        "visual" => Visual(BrowserVisualMode),
    }
}

wire_struct! {
    /// Pages are read as text.
    #[derive(Default)]
    pub struct BrowserTextMode [open, setters] {
        /// The mode.
        tag r#type: "text",
        /// Characters of text per look, above 0.
        #[limits(above = 0)]
        pub chunk_size: Option<u32> = 20000,
    }
}

wire_struct! {
    /// Pages are seen as screenshots.
    #[derive(Default)]
    pub struct BrowserVisualMode [open, setters] {
        /// The mode.
        tag r#type: "visual",
        /// Width of the viewport in pixels, above 0.
        #[limits(above = 0)]
        pub width: Option<u32> = 1200,
        /// Height of the viewport in pixels, above 0.
        #[limits(above = 0)]
        pub height: Option<u32> = 1200,
        /// Whether the page's text comes along as Markdown.
        pub markdown: Option<bool> = false,
    }
}

wire_struct! {
    /// How a browser reaches the network: by a proxy of one's own or a managed one, not both.
    #[derive(Default)]
    pub struct BrowserNetwork [open, checked, setters] {
        /// A proxy of one's own, credentials included; reads back as `***`.
        pub proxy_url: Option<Secret>,
        /// A proxy the service provides.
        pub managed_proxy: Option<ManagedProxySelection>,
    }
}

wire_struct! {
    /// Which managed proxy to use.
    #[derive(Default)]
    pub struct ManagedProxySelection [open, setters] {
        /// The country to go out from; any when absent.
        pub country: Option<String>,
        /// Whether to keep one address for the whole session.
        pub sticky: Option<bool> = true,
        /// The sort of addresses.
        pub pool: Option<ProxyPool> = "residential",
    }
}

wire_struct! {
    /// A computer desktop.
    pub struct Desktop [open, setters] {
        /// The kind of environment.
        tag kind: "desktop",
        /// The environment's name; not empty.
        #[limits(min_length = 1)]
        pub id: String,
        /// Where the desktop is; has no default.
        pub host: Host,
        /// Attaches to a desktop that is running already.
        pub session_id: Option<String>,
        /// Whether the desktop starts only when the agent first needs it.
        pub lazy: Option<bool> = false,
        /// Seconds to wait after an action before looking again.
        pub settle_s: Option<f64> = absent,
        /// Screenshots are scaled down to this width in pixels.
        pub screenshot_max_width: Option<u32>,
    }
}

impl Desktop {
    /// A desktop with the service's defaults.
    pub fn new(id: impl Into<String>, host: Host) -> Self {
        Self {
            kind: crate::Tag::new(),
            id: id.into(),
            host,
            session_id: None,
            lazy: None,
            settle_s: None,
            screenshot_max_width: None,
            extra: Extra::new(),
        }
    }
}

wire_struct! {
    /// A workspace of files with a shell.
    pub struct Workstation [open, setters] {
        /// The kind of environment.
        tag kind: "workstation",
        /// The environment's name; not empty.
        #[limits(min_length = 1)]
        pub id: String,
        /// Where the workstation runs.
        pub host: Option<Host> = "cloud",
        /// Attaches to a workstation that is running already.
        pub session_id: Option<String>,
        /// Where its files live.
        pub storage: Option<WorkstationStorage>,
        /// Whether the workstation starts only when the agent first needs it.
        pub lazy: Option<bool> = false,
    }
}

impl Workstation {
    /// A workstation with the service's defaults.
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            kind: crate::Tag::new(),
            id: id.into(),
            host: None,
            session_id: None,
            storage: None,
            lazy: None,
            extra: Extra::new(),
        }
    }
}

wire_struct! {
    /// Where the files of a workstation live: exactly one of the three.
    #[derive(Default)]
    pub struct WorkstationStorage [open, checked, setters] {
        /// A volume of one's own.
        pub volume_id: Option<String>,
        /// The default volume.
        pub use_default_volume: Option<bool> = false,
        /// Nothing outlives the session.
        pub ephemeral: Option<bool> = false,
    }
}

wire_struct! {
    /// Changes some fields of an environment; absent fields stay, null clears. Which fields apply depends on the kind.
    #[derive(Default)]
    pub struct PatchEnvironment [bare, setters] {
        /// Where it runs.
        pub host: Nullable<Host>,
        /// The page a browser opens first.
        pub start_url: Nullable<String>,
        /// Whether a browser runs without a window.
        pub headless: Nullable<bool>,
        /// Attaches to something that is running already.
        pub session_id: Nullable<String>,
        /// How the agent perceives pages.
        pub mode: Nullable<BrowserMode>,
        /// Whether it starts only when the agent first needs it.
        pub lazy: Nullable<bool>,
        /// Seconds to wait after an action before looking again.
        pub settle_s: Nullable<f64>,
        /// The vault with the credentials the agent may use.
        #[limits(format = "uuid")]
        pub vault_id: Nullable<String>,
        /// The stored profile to start from.
        #[limits(format = "uuid")]
        pub browser_profile_id: Nullable<String>,
        /// Whether to start from the default profile.
        pub use_default_browser_profile: Nullable<bool>,
        /// Whether to write the profile back at the end.
        pub persist_browser_profile: Nullable<bool>,
        /// How a browser reaches the network.
        pub network: Nullable<BrowserNetwork>,
        /// Screenshots of a desktop are scaled down to this width in pixels.
        pub screenshot_max_width: Nullable<u32>,
        /// The system image of an Android device.
        pub image: Nullable<String>,
        /// Where the files of a workstation live.
        pub storage: Nullable<WorkstationStorage>,
    }
}
